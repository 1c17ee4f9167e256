'use client'
import type { NodeId } from '../../workflow/document.ts'
import style from './card.module.css'
import { useNodeState } from './card-hooks.ts'
import type { CardProblem } from './node-sign.ts'

/** What is wrong, in words, below the card: it takes no room on it, so nothing moves when it comes or goes. */
export const CardMessages = ({ id, problems }: { readonly id: NodeId; readonly problems: readonly CardProblem[] }) => {
  const failure = useNodeState(id, (state) => (state?.status === 'failed' ? state.error?.message : undefined))
  const warnings = useNodeState(id, (state) => state?.warnings)
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
