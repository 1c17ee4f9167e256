'use client'
import type { NodeId } from '../../workflow/document.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './card.module.css'
import { useFailure, useNodeState } from './card-hooks.ts'
import type { CardProblem } from './node-sign.ts'

/** What is wrong, in words, below the card: it takes no room on it, so nothing moves when it comes or goes. */
export const CardMessages = ({ id, problems }: { readonly id: NodeId; readonly problems: readonly CardProblem[] }) => {
  const failure = useFailure(id)
  const { said } = useTexts().saving
  const warnings = useNodeState(id, (state) => state?.warnings)?.map(said)
  const wrong = [
    ...problems.filter((problem) => !problem.missing).map((problem) => problem.message),
    ...(failure ? [failure] : []),
  ]
  if (wrong.length === 0 && !warnings?.length) return null
  return (
    <div className={style.messages} role="status">
      {wrong.map((message) => (
        <p key={message} title={message}>
          {message}
        </p>
      ))}
      {warnings?.map((message) => (
        <p key={message} data-warning title={message}>
          {message}
        </p>
      ))}
    </div>
  )
}
