/** The x of a · x = b for a small square matrix, by elimination with the largest pivot. */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i] as number])
  const n = rows.length
  for (let column = 0; column < n; column++) {
    const rest = rows.slice(column).map((row) => Math.abs(row[column] as number))
    const pivot = column + rest.indexOf(Math.max(...rest))
    const top = rows[pivot] as number[]
    rows[pivot] = rows[column] as number[]
    rows[column] = top
    for (let r = 0; r < n; r++) {
      if (r === column) continue
      const row = rows[r] as number[]
      const factor = (row[column] as number) / (top[column] as number)
      for (let c = column; c <= n; c++) row[c] = (row[c] as number) - factor * (top[c] as number)
    }
  }
  return rows.map((row, i) => (row[n] as number) / (row[i] as number))
}
