import { type Words, worded, wordsOf } from '../workflow/said/said.ts'
import type { ErrorAnswer, ProblemAnswer } from '../workflow/wire.ts'

/** Why something was refused, as clients are answered. */
export const errorAnswer = (words: Words): ErrorAnswer => {
  const { message, ...said } = worded(words)
  return { error: message, ...said }
}

/** Why something cannot be answered yet, which is no error of HTTP. */
export const problemAnswer = (error: Error): ProblemAnswer => {
  const { message, ...said } = worded(wordsOf(error))
  return { problem: message, ...said }
}
