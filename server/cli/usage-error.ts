/** A command that cannot be followed as it was given: says what is wrong with it. */
export class UsageError extends Error {
  override name = 'UsageError'
}
