'use client'
import type { NodeId } from '../../workflow/document.ts'
import { ClipPlayer } from '../parts/clip-player.tsx'
import { LatentCanvas } from '../parts/latent-canvas.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { flowLines } from './flow-lines.ts'
import style from './flow-view.module.css'
import type { Flow } from './last-flow.ts'
import { ThumbnailView } from './thumbnail-view.tsx'

interface FlowViewProps {
  readonly flow: Flow
  /** The node of the open level whose output it is. */
  readonly node: NodeId
  /** False where its picture is shown beside it. */
  readonly picture?: boolean
  /** False where the time that it took in the newest run is said beside it. */
  readonly time?: boolean
}

/** What left an output last: its picture, what is said of it, how long it took and when. */
export const FlowView = ({ flow, node, picture = true, time = true }: FlowViewProps) => {
  const texts = useTexts()
  const { definitions } = useApp()
  const { summary, node: state, job, newest } = flow
  const took =
    state.status === 'cached'
      ? texts.inspect.cached
      : state.ms === undefined
        ? undefined
        : texts.inspect.took(texts.amounts.took(state.ms))
  const said = time || !newest ? took : undefined
  const when = newest ? undefined : texts.inspect.inRun(texts.amounts.ago(job.endedAt ?? job.queuedAt, Date.now()))
  return (
    <div className={style.body}>
      {picture && <Picture flow={flow} node={node} />}
      {summary.type === 'text' && <p className={style.text}>{summary.text || texts.inspect.emptyText}</p>}
      <dl className={style.lines}>
        {flowLines(summary, texts, definitions).map(({ title, text, wrong }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd data-wrong={wrong || undefined}>{text}</dd>
          </div>
        ))}
      </dl>
      {(said || when) && <p className={style.foot}>{[said, when].filter(Boolean).join(' · ')}</p>}
    </div>
  )
}

const Picture = ({ flow: { summary, job, node: state }, node }: FlowViewProps) => {
  const texts = useTexts()
  const { previews, editor } = useApp()
  if (summary.type === 'clip')
    return <ClipPlayer clip={summary} title={texts.inspect.clip} controls={false} className={style.picture} />
  if (summary.type !== 'latent' && summary.type !== 'frames') return null
  const formed = previews.latest(editor.id, node)?.header
  // The preview of the same run has the true colours, and moves.
  if (summary.type === 'latent' && formed && (formed.job === job.job || formed.address === state.address))
    return <LatentCanvas workflow={editor.id} node={node} className={style.picture} label={texts.inspect.latent} />
  return (
    summary.thumbnail && (
      <figure className={style.figure}>
        <ThumbnailView thumbnail={summary.thumbnail} className={style.picture} label={texts.inspect.middle} />
        {summary.type === 'latent' && <figcaption>{texts.inspect.channels}</figcaption>}
      </figure>
    )
  )
}
