/** Texts of the parts that all places use. */
export const parts = {
  close: 'Close',
  now: 'now',
  rename: 'Rename',
  space: 'Space',
}
