/** What a language says of one input: its title and what it is for, and what stands in it. */
export interface InputText {
  readonly title: string
  readonly about: string
  /** The title of the row that it shares. */
  readonly row?: string
  readonly placeholder?: string
  /** What is shown in place of special numbers. */
  readonly words?: Readonly<Record<string, string>>
  /** The options of a choice by their values: the title, and what it means. */
  readonly options?: Readonly<Record<string, readonly [title: string, about?: string]>>
}

/** What a language says of one node. */
export interface NodeText {
  readonly title: string
  readonly about: string
  readonly inputs: Readonly<Record<string, InputText>>
  readonly outputs: Readonly<Record<string, string>>
}

/** Nodes in a language, by their ids. What is not here says what its definition says, as every node does in English. */
export type NodeTexts = Readonly<Record<string, NodeText>>
