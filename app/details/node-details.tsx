'use client'
import { useStore } from 'zustand'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { messageOf } from '../../workflow/job-state.ts'
import { modeOf } from '../../workflow/modes.ts'
import { useDefinition, useFailure, useNodeState, useProblems } from '../cards/card-hooks.ts'
import { NodeIcon } from '../cards/node-icon.tsx'
import { progressText } from '../cards/progress-text.ts'
import outline from '../outline/outline.module.css'
import { OutlineFields } from '../outline/outline-fields.tsx'
import { OutlineSockets } from '../outline/outline-sockets.tsx'
import { stateTone, stateWords } from '../outline/state-words.ts'
import panel from '../panels/panel.module.css'
import { useApp } from '../state/app-context.ts'
import { serverWords } from '../state/server-words.ts'
import { statesWithin } from '../subgraphs/state-within.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './details.module.css'
import { NodeLog } from './node-log.tsx'
import { NodePicture, usePictured } from './node-picture.tsx'
import { NodeResults } from './node-results.tsx'
import { NodeTimes } from './node-times-view.tsx'

/** Everything of one node, from top to bottom. */
export const NodeDetails = ({ id }: { readonly id: NodeId }) => {
  const texts = useTexts()
  const { editor, runs } = useApp()
  const kind = useStore(editor.store, ({ history }) => nodeOf(history.present, id)?.node)
  const definition = useDefinition(kind)
  const pictured = usePictured(id)
  const job = useStore(runs, (state) => {
    const shown = state.jobs[state.shown[editor.id] ?? '']
    return shown && statesWithin(shown.nodes, editor, id).length > 0 ? shown : undefined
  })
  if (kind === undefined) return null
  return (
    <>
      <Head id={id} />
      {pictured && <NodePicture id={id} />}
      <Messages id={id} />
      {definition && Object.keys(definition.inputs).length > 0 && (
        <section className={style.part} aria-label={texts.details.values}>
          <h3>{texts.details.values}</h3>
          <div className={style.values}>
            <OutlineSockets id={id} side="input" />
            <OutlineFields id={id} connects={false} />
          </div>
        </section>
      )}
      <NodeResults id={id} pictured={pictured} />
      <NodeTimes id={id} />
      {job && (
        <section className={style.part} aria-label={texts.details.log}>
          <h3>{texts.details.log}</h3>
          <NodeLog key={job.job} id={id} job={job} />
        </section>
      )}
    </>
  )
}

const Head = ({ id }: { readonly id: NodeId }) => {
  const texts = useTexts()
  const { editor } = useApp()
  const node = useStore(editor.store, ({ history }) => nodeOf(history.present, id))
  const definition = useDefinition(node?.node)
  const problems = useProblems(id)
  const mode = node && modeOf(node)
  const words = useNodeState(id, (state) => stateWords(state, problems, mode, texts.cards.states))
  const tone = useNodeState(id, (state) => stateTone(state, problems, mode))
  const progress = useNodeState(id, (state) => (state?.status === 'running' ? progressText(state, texts) : ''))
  return (
    <header className={style.head}>
      <span className={panel.icon}>
        <NodeIcon name={definition?.icon ?? 'circle-question-mark'} />
      </span>
      <h3>
        {definition?.title ?? node?.node} {node?.title && <small>{node.title}</small>}
      </h3>
      <span className={outline.state} data-tone={tone}>
        {words}
      </span>
      {progress !== '' && <p>{progress}</p>}
      {definition?.about && <p>{definition.about}</p>}
    </header>
  )
}

/** What is wrong with the node, why it failed, and what it warned of. */
const Messages = ({ id }: { readonly id: NodeId }) => {
  const texts = useTexts()
  const problems = useProblems(id)
  const failure = useFailure(id)
  const warnings = useNodeState(id, (state) => state?.warnings) ?? []
  const wrong = [...problems.map(({ message }) => message), ...(failure ? [failure] : [])]
  if (wrong.length + warnings.length === 0) return null
  return (
    <ul className={style.messages} aria-label={texts.outline.wrong}>
      {wrong.map((message) => (
        <li key={message}>{message}</li>
      ))}
      {warnings.map((warning) => (
        <li key={messageOf(warning)} data-warning>
          {serverWords(warning, texts.saving)}
        </li>
      ))}
    </ul>
  )
}
