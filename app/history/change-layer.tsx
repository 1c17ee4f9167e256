'use client'
import { Minus, MoveRight, Pencil, Plus } from 'lucide-react'
import { type CSSProperties, type ReactNode, useEffect, useMemo } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import type { ChangeKind } from '../../workflow/changes.ts'
import { type LevelChanges, levelChanges } from '../../workflow/subgraphs/level-changes.ts'
import type { MountedCanvas } from '../canvas/mounted-canvas.ts'
import type { Rect } from '../canvas/rects.ts'
import { useWorldHost } from '../canvas/world-host.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './change-layer.module.css'
import { type CardMark, cardMarks, placesOf, wireMarks } from './change-marks.ts'
import { aspectWords } from './change-words.ts'
import type { Lookout } from './looking.ts'

/**
 * What changed since a revision, marked on the canvas while it is compared: outlines, badges, values before and after, and
 * wires. It lies in the world of the cards, so that moving the view costs nothing. A screen reader gets the list in words.
 */
export const ChangeLayer = ({ canvas }: { readonly canvas: MountedCanvas }) => {
  const { looking } = useApp()
  return looking ? <Compared canvas={canvas} looking={looking} /> : null
}

const Compared = ({ canvas, looking }: { readonly canvas: MountedCanvas; readonly looking: Lookout['store'] }) => {
  const { editor } = useApp()
  const whole = editor.whole ?? editor
  const compared = useStore(looking, (state) => (state?.editor === whole ? state : undefined))
  const level = useMemo(
    () => compared?.present && levelChanges(compared.document, compared.present, whole.workflow(), editor.path ?? []),
    [compared, whole, editor.path],
  )
  return level ? <Marks canvas={canvas} level={level} /> : null
}

const Marks = ({ canvas, level }: { readonly canvas: MountedCanvas; readonly level: LevelChanges }) => {
  const { editor, definitions } = useApp()
  const { changes, within } = level
  const words = useTexts()
  const texts = words.history
  const host = useWorldHost(canvas, style.host!)
  const { scene } = canvas.parts
  const cards = useMemo(() => cardMarks(level, editor.workflow(), scene.layoutOf), [level, editor, scene])
  const wires = useMemo(() => wireMarks(changes, editor.workflow(), scene.layoutOf), [changes, editor, scene])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the comparison comes up; then the view is the person's
  useEffect(() => {
    // Rete takes its time to put the view where it was.
    const frame = requestAnimationFrame(() => canvas.edits.reveal(placesOf(cards, wires)))
    return () => cancelAnimationFrame(frame)
  }, [canvas])
  const aspects = useMemo(
    () => new Map(changes.nodes.map((change) => [change.id, aspectWords(change, definitions, words)])),
    [changes, definitions, words],
  )
  if (!host) return null
  return createPortal(
    <div aria-hidden>
      <svg className={style.wires} aria-hidden>
        {wires.map(({ kind, key, path, middle }) => (
          <g key={key} data-kind={kind}>
            <path className={style.casing} d={path} />
            <path className={style.wire} d={path} />
            <g transform={`translate(${middle.x} ${middle.y})`}>
              <circle r={9} />
              <path className={style.sign} d={kind === 'added' ? 'M-4 0H4M0-4V4' : 'M-4 0H4'} />
            </g>
          </g>
        ))}
      </svg>
      {cards.map((mark) => (
        <Mark key={`${mark.of} ${mark.id}`} mark={mark} label={texts.badges[mark.kind]}>
          {mark.of === 'node' && mark.kind === 'changed' && (
            <dl className={style.values}>
              {within.has(mark.id) && (
                <div>
                  <dt>{texts.changedWithin}</dt>
                </div>
              )}
              {aspects.get(mark.id)?.map(({ name, before, after }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <del>{before}</del> <span aria-hidden>→</span> <ins>{after}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </Mark>
      ))}
    </div>,
    host,
  )
}

const signs: Record<ChangeKind, typeof Plus> = { added: Plus, removed: Minus, changed: Pencil, moved: MoveRight }

const placed = ({ x, y, width, height }: Rect): CSSProperties => ({ left: x, top: y, width, height })

const Mark = ({ mark, label, children }: { mark: CardMark; label: string; children: ReactNode }) => {
  const Sign = signs[mark.kind]
  return (
    <>
      {mark.from && mark.kind === 'moved' && <div className={style.before} style={placed(mark.from)} />}
      <div
        className={style.mark}
        data-kind={mark.kind}
        data-of={mark.of}
        data-change={mark.id}
        style={placed(mark.rect)}
      >
        <span className={style.badge}>
          <Sign size={13} strokeWidth={2.5} aria-hidden />
          {label}
        </span>
        {children}
      </div>
    </>
  )
}
