const { fround } = Math

/**
 * The x of a · x = b for a small square matrix, by elimination with the largest pivot in float32: as
 * torch.linalg.solve rounds it for two unknowns, and to a unit or two in the last place for three.
 */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => ({ left: [...row], right: b[i] as number }))
  const n = rows.length
  for (let column = 0; column < n; column++) {
    const rest = rows.slice(column).map(({ left }) => Math.abs(left[column] as number))
    const pivot = column + rest.indexOf(Math.max(...rest))
    const top = rows[pivot] as (typeof rows)[number]
    rows[pivot] = rows[column] as (typeof rows)[number]
    rows[column] = top
    const inverse = fround(1 / (top.left[column] as number))
    for (const { left } of rows.slice(column + 1)) {
      const factor = fround((left[column] as number) * inverse)
      left[column] = factor
      for (let c = column + 1; c < n; c++)
        left[c] = fround((left[c] as number) - fround(factor * (top.left[c] as number)))
    }
  }
  const x = rows.map(({ right }) => right)
  const known = (left: readonly number[], from: number, to: number) => {
    let sum = 0
    for (let c = from; c < to; c++) sum = fround(sum + fround((left[c] as number) * (x[c] as number)))
    return sum
  }
  rows.forEach(({ left }, i) => {
    x[i] = fround((x[i] as number) - known(left, 0, i))
  })
  for (const [i, { left }] of [...rows.entries()].reverse())
    x[i] = fround(fround((x[i] as number) - known(left, i + 1, n)) * fround(1 / (left[i] as number)))
  return x
}
