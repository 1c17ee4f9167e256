'use client'
import { Gauge, PanelRight } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { nodeOf } from '../../workflow/document.ts'
import type { JobState } from '../../workflow/job-state.ts'
import { titleOf } from '../../workflow/rules.ts'
import type { WorkflowId } from '../../workflow/wire.ts'
import canvasStyle from '../canvas/canvas.module.css'
import type { MountedCanvas } from '../canvas/mounted-canvas.ts'
import { watchTheme } from '../canvas/theme.ts'
import { useKeyText } from '../keys/use-keys.ts'
import { Tooltip } from '../parts/tooltip.tsx'
import { type RunsState, useApp } from '../state/app-context.ts'
import type { LayoutStore } from '../state/panel-layout.ts'
import { useTexts } from '../texts/use-texts.ts'
import { paintProfile } from './paint-profile.ts'
import style from './profile.module.css'
import { type Profile, profileOf, shownAs } from './profile-of.ts'

interface ProfileProps {
  readonly canvas: MountedCanvas
}

/** The newest run of a workflow that has begun. */
const profiledJob = ({ jobs }: RunsState, workflow: WorkflowId): JobState | undefined => {
  let found: JobState | undefined
  for (const job of Object.values(jobs))
    if (job.workflow === workflow && job.startedAt !== undefined && (!found || job.queuedAt > found.queuedAt))
      found = job
  return found
}

/** The heat over the cards, while the profile is on. It is painted past React. */
export const ProfileLayer = ({ canvas }: ProfileProps) => {
  const { layout } = useApp()
  return layout ? <Layer canvas={canvas} layout={layout} /> : null
}

const Layer = ({ canvas, layout }: ProfileProps & { readonly layout: LayoutStore }) => {
  const shown = useStore(layout.store, (state) => state.profile)
  return shown ? <Heat canvas={canvas} /> : null
}

const Heat = ({ canvas }: ProfileProps) => {
  const { runs, editor } = useApp()
  const texts = useTexts()
  const element = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const theme = watchTheme(() => paint())
    let known: { job: JobState | undefined; profile: Profile | undefined } | undefined
    const paint = () => {
      const job = profiledJob(runs.getState(), editor.id)
      if (known?.job !== job || !known) known = { job, profile: job && profileOf(job, shownAs(editor)) }
      if (element.current) paintProfile(element.current, canvas, known.profile, theme.now, texts)
    }
    paint()
    // The canvas paints anew for every event of its run, and whenever something moves.
    const stop = canvas.onChange(paint)
    return () => {
      stop()
      theme.destroy()
    }
  }, [canvas, runs, editor, texts])
  return <canvas ref={element} className={canvasStyle.paint} aria-hidden />
}

/** The switches of the profile and the details in the corner of the canvas and, while the first is on, where the time went. */
export const ProfileCorner = ({ canvas }: ProfileProps) => {
  const { layout } = useApp()
  return layout ? <Corner canvas={canvas} layout={layout} /> : null
}

const Corner = ({ canvas, layout }: ProfileProps & { readonly layout: LayoutStore }) => {
  const texts = useTexts()
  const keyText = useKeyText()
  const shown = useStore(layout.store, (state) => state.profile)
  const details = useStore(layout.store, (state) => state.details)
  return (
    <>
      {shown && <Slowest canvas={canvas} />}
      <div className={style.switches}>
        <button type="button" className={style.switch} aria-pressed={shown} onClick={layout.toggleProfile}>
          <Gauge size={14} aria-hidden /> {texts.inspect.profile}
        </button>
        <Tooltip text={texts.keys.commands.details} keys={keyText('details')} side="top">
          <button
            type="button"
            className={style.switch}
            aria-label={texts.details.title}
            aria-pressed={details}
            onClick={layout.toggleDetails}
          >
            <PanelRight size={15} strokeWidth={1.75} aria-hidden />
          </button>
        </Tooltip>
      </div>
    </>
  )
}

/** How many nodes are named. */
const named = 5

const Slowest = ({ canvas }: ProfileProps) => {
  const texts = useTexts()
  const { runs, editor, definitions } = useApp()
  const job = useStore(runs, (state) => profiledJob(state, editor.id))
  const profile = useMemo(() => job && profileOf(job, shownAs(editor)), [job, editor])
  const workflow = useStore(editor.store, (state) => state.history.present)
  if (!profile) return <p className={style.none}>{texts.inspect.runFirst}</p>
  const peak = profile.nodes.reduce((most, { memory = 0 }) => Math.max(most, memory), 0)
  return (
    <section className={style.slowest} aria-label={texts.inspect.where}>
      <header>
        <b>{texts.amounts.took(profile.ms)}</b>
        <span>
          {[
            ...(profile.cached > 0 ? [texts.inspect.cachedCount(profile.cached)] : []),
            ...(peak > 0 ? [texts.inspect.peak(texts.amounts.bytes(peak))] : []),
          ].join(' · ') || texts.amounts.nodes(profile.nodes.length)}
        </span>
      </header>
      <ol>
        {profile.nodes
          .filter((node) => !node.cached)
          .slice(0, named)
          .map(({ id, ms, share, heat }) => {
            const placed = nodeOf(workflow, id)
            return (
              <li key={id}>
                <button
                  type="button"
                  disabled={!placed}
                  onClick={() => {
                    editor.select([id])
                    canvas.commands.fit([id])
                  }}
                  title={texts.inspect.shareOfRun(texts.amounts.took(ms), Math.round(share * 100))}
                >
                  <i style={{ width: `${heat * 100}%` }} />
                  <span>{placed ? titleOf(definitions, placed) : texts.inspect.notHere}</span>
                  <span>{texts.amounts.took(ms)}</span>
                </button>
              </li>
            )
          })}
      </ol>
    </section>
  )
}
