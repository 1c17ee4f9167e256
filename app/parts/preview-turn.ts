/** How fast a preview plays, in frames a second. */
export const previewRate = 8

/**
 * Which frame of a preview's `count` is shown at a time of the frame clock, and when the next is due (Infinity for a single one):
 * all that play are at the same turn.
 * @param now milliseconds
 */
export const previewTurn = (now: number, count: number): { readonly frame: number; readonly due: number } => {
  const turn = Math.floor((now * previewRate) / 1000)
  return { frame: turn % count, due: count > 1 ? ((turn + 1) * 1000) / previewRate : Infinity }
}
