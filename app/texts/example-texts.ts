/** What a language says of one example. */
export interface ExampleText {
  readonly name: string
  readonly about: string
  /** The titles that its nodes have, by the nodes' ids; those that are not here stay as they are in the file. */
  readonly titles?: Readonly<Record<string, string>>
  /** What its notes say, by the nodes' ids. */
  readonly notes: Readonly<Record<string, string>>
}

/** Examples in a language, by their ids. What is not here says what its file says, as every example does in English. */
export type ExampleTexts = Readonly<Record<string, ExampleText>>
