/** One thing of a checkpoint that was looked at. */
export interface Finding {
  readonly state: 'fine' | 'wrong' | 'note'
  /** A part or a file of the checkpoint. */
  readonly where: string
  readonly message: string
}
