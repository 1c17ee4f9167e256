'use client'
import type { Definition } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { useApp } from '../state/app-context.ts'
import { serverWords } from '../state/server-words.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './card.module.css'
import { useFailure, useNodeState } from './card-hooks.ts'
import type { CardProblem } from './node-sign.ts'

/** What is wrong, in words, below the card: it takes no room on it, so nothing moves when it comes or goes. */
export const CardMessages = ({
  id,
  definition,
  problems,
}: {
  readonly id: NodeId
  readonly definition: Definition | undefined
  readonly problems: readonly CardProblem[]
}) => {
  const failure = useFailure(id)
  const failedInput = useNodeState(id, (state) => (state?.status === 'failed' ? state.error?.input : undefined))
  const { saving } = useTexts()
  const warnings = useNodeState(id, (state) => state?.warnings)?.map((warning) => serverWords(warning, saving))
  // The rules of the editor say the same as the server's, in the language of the person.
  const known = problems.find(({ input }) => input !== undefined && input === failedInput)?.message
  const wrong = new Set([
    ...problems.filter((problem) => !problem.missing).map((problem) => problem.message),
    ...(failure ? [known ?? failure] : []),
  ])
  if (wrong.size === 0 && !warnings?.length) return null
  const ofCheckpoint = [...problems.map(({ input }) => input), failedInput].some((name) => {
    const input = name === undefined ? undefined : definition?.inputs[name]
    return input?.kind === 'choice' && input.source === 'checkpoints'
  })
  return (
    <div className={style.messages} role="status">
      {[...wrong].map((message) => (
        <p key={message} title={message}>
          {message}
        </p>
      ))}
      {warnings?.map((message) => (
        <p key={message} data-warning title={message}>
          {message}
        </p>
      ))}
      {ofCheckpoint && <ToModels />}
    </div>
  )
}

/** Leads to where it is said which models there are, and how to get others. */
const ToModels = () => {
  const { layout } = useApp()
  const { show, shown } = useTexts().shell
  return (
    layout && (
      <button type="button" className={style.remedy} data-nodrag onClick={() => layout.open('models')}>
        {show(shown.models)}
      </button>
    )
  )
}
