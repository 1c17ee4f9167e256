'use client'
import { Minus, MoveRight, Pencil, Plus } from 'lucide-react'
import { useMemo } from 'react'
import type { ChangeKind, Changes } from '../../workflow/changes.ts'
import { frameOf } from '../../workflow/frames.ts'
import { levelOf } from '../../workflow/subgraphs/level.ts'
import { rectOfFrame } from '../canvas/frame-rects.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { allChangeLines, type LevelLine } from './all-change-lines.ts'
import { mostMarks } from './change-marks.ts'
import style from './history.module.css'
import type { Looking } from './looking.ts'

const signs: Record<ChangeKind, typeof Plus> = { added: Plus, removed: Minus, changed: Pencil, moved: MoveRight }

/** How many changes are listed in words. */
const listed = 300

/** What changed since the revision that is compared, in words; a press shows where on the canvas it is. */
export const ChangeList = ({ looking, changes }: { readonly looking: Looking; readonly changes: Changes }) => {
  const { definitions, canvas } = useApp()
  const { looking: lookout } = useStudio()
  const words = useTexts()
  const texts = words.history
  const union = looking.editor.workflow()
  const { document: before, present: after = union } = looking
  const lines = useMemo(
    () => allChangeLines({ before, after, changes }, union, definitions, words),
    [before, after, changes, union, definitions, words],
  )
  const show = ({ nodes, frame, path }: LevelLine) => {
    const level = levelOf(union, path)
    const placed = frame === undefined ? undefined : frameOf(level, frame)
    const { x, y, width, height } = placed ? rectOfFrame(placed) : { x: 0, y: 0, width: 0, height: 0 }
    const inside = ([left, top]: readonly [number, number]) =>
      left >= x && left <= x + width && top >= y && top <= y + height
    const ids = placed ? Object.keys(level.nodes).filter((id) => inside(level.nodes[id]!.at)) : nodes
    const shown = looking.editor.store.getState().path
    const before = canvas.current
    looking.editor.open(path, nodes)
    if (ids.length === 0) return
    const other = path.join() !== shown.join()
    // Another level has a canvas of its own, which is there some frames later.
    const bring = (frames: number) => {
      if (!other || (canvas.current && canvas.current !== before)) canvas.current?.fit(ids)
      else if (frames > 0) requestAnimationFrame(() => bring(frames - 1))
    }
    bring(60)
  }
  return (
    <section className={style.changes} aria-label={texts.changes}>
      <header>
        <h3>{texts.changes}</h3>
        <span>{texts.changeCount(lines.length)}</span>
      </header>
      {lines.length === 0 && <p className={style.note}>{texts.noChanges}</p>}
      <ul>
        {lines.slice(0, listed).map((line, index) => {
          const Sign = signs[line.kind]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike, and the list is made anew as a whole
            <li key={index}>
              <button type="button" data-kind={line.kind} onClick={() => show(line)}>
                <Sign size={13} strokeWidth={2.5} aria-hidden />
                <span>{line.words}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {lines.length > listed && <p className={style.note}>{texts.moreChanges(lines.length - listed)}</p>}
      {Math.max(changes.nodes.length, changes.links.length) > mostMarks && (
        <p className={style.note}>{texts.mostMarked(mostMarks)}</p>
      )}
      <button type="button" className={style.back} onClick={() => lookout.compare(false)}>
        {texts.showAlone}
      </button>
    </section>
  )
}
