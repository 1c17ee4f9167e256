import { sentenceIn, type Worded } from '../../workflow/said/said.ts'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import type { Texts } from '../texts/texts.ts'

/** What the server says, in the chosen language where the catalogue has the sentence; else in its English, behind a word. */
export const serverWords = (words: string | Worded, saving: Pick<Texts['saving'], 'said' | 'sentences'>): string => {
  if (typeof words === 'string') return saving.said(words)
  return (words.said && sentenceIn(saving.sentences, words.said)) ?? saving.said(words.message)
}

/** Why a checkpoint, a workflow or a node of the library cannot be used; undefined where it can. */
export const problemText = (
  { problem, said }: Pick<CheckpointInfo, 'problem' | 'said'>,
  saving: Texts['saving'],
): string | undefined =>
  problem === undefined ? undefined : serverWords({ message: problem, ...(said ? { said } : {}) }, saving)
