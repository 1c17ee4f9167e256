/** A number, or a sign of a sum. */
const piece = /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([-+*/()]))/iy

/** The deepest that brackets may stand in each other. */
const deepest = 50

/**
 * The value of a sum as a person types it: "512*2", "(3 + 4) / 2", with × and ÷ too. Undefined for all else, and where it is no
 * number, as in "1/0".
 */
export const sumIn = (text: string): number | undefined => {
  const pieces: (number | string)[] = []
  const plain = text.trim().replaceAll('−', '-').replaceAll('×', '*').replaceAll('÷', '/')
  for (let at = 0; at < plain.length; at = piece.lastIndex) {
    piece.lastIndex = at
    const found = piece.exec(plain)
    if (!found) return undefined
    pieces.push(found[1] === undefined ? found[2]! : Number(found[1]))
  }
  let at = 0
  const value = (depth: number): number => {
    const next = pieces[at++]
    if (typeof next === 'number') return next
    if (depth > deepest) return Number.NaN
    if (next === '-') return -value(depth + 1)
    if (next === '+') return value(depth + 1)
    if (next !== '(') return Number.NaN
    const inside = sum(depth + 1)
    return pieces[at++] === ')' ? inside : Number.NaN
  }
  const product = (depth: number): number => {
    let all = value(depth)
    for (let sign = pieces[at]; sign === '*' || sign === '/'; sign = pieces[at]) {
      at++
      const next = value(depth)
      all = sign === '*' ? all * next : all / next
    }
    return all
  }
  const sum = (depth: number): number => {
    let all = product(depth)
    for (let sign = pieces[at]; sign === '+' || sign === '-'; sign = pieces[at]) {
      at++
      const next = product(depth)
      all = sign === '+' ? all + next : all - next
    }
    return all
  }
  const all = sum(0)
  return at === pieces.length && Number.isFinite(all) ? Number(all.toPrecision(12)) : undefined
}
