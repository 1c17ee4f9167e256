'use client'
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { type Preview, useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { type Cell, cellBeside, gridShape, headerWidth, inView, scrollbar, scrolledTo, sideOf } from './grid-shape.ts'
import { isAt, type Marks, type Shown, stepOf } from './marks.ts'
import { Ring } from './ring.tsx'
import { createRowPainter } from './row-painter.ts'
import { StepRow } from './step-row.tsx'
import style from './timeline.module.css'

interface StepGridProps {
  readonly steps: readonly Preview[]
  readonly a: Shown
  readonly b: Marks['b']
  /** Which frame of A it is just now. */
  readonly playhead: StoreApi<{ readonly frame: number }>
  /** What a screen reader calls it. */
  readonly label: string
  readonly size: { readonly width: number; readonly height: number }
  /** Puts A or B on a cell. */
  readonly choose: (letter: 'a' | 'b', cell: Cell) => void
  /** Keeps A at the step where it is now. */
  readonly hold: () => void
  readonly takeB: () => void
}

/** Rows are steps, columns are frames. Only what is in view is on the page. */
export const StepGrid = ({ steps, a, b, playhead, label, size, choose, hold, takeB }: StepGridProps) => {
  const texts = useTexts()
  const { clock } = useApp()
  const keysId = useId()
  const scroll = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState({ x: 0, y: 0 })
  const painter = useMemo(() => createRowPainter(clock, window.devicePixelRatio), [clock])
  useEffect(() => painter.destroy, [painter])
  const { frames, width, height } = steps[0]!.header
  const columnsRoom = size.width - headerWidth - scrollbar
  const shape = useMemo(() => gridShape(frames, width / height, columnsRoom), [frames, width, height, columnsRoom])
  const sheet = { width: headerWidth + sideOf(frames, shape.across), height: sideOf(steps.length, shape.down) }
  const rowA = steps.indexOf(a.preview)
  const rowB = b ? steps.findIndex(({ header }) => isAt(header, stepOf(b.preview))) : -1
  const [firstRow, endRow] = inView(at.y, size.height, shape.down, steps.length)
  const [first, end] = inView(at.x, size.width - headerWidth, shape.across, frames)
  const rows = new Set(Array.from({ length: endRow - firstRow }, (_, index) => firstRow + index)).add(rowA)

  // Whoever looks at the newest step goes on to each further one; who scrolled away stays there.
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    const element = scroll.current!
    if (a.follows && atEnd.current) element.scrollTop = sheet.height
  }, [a.follows, sheet.height])
  const reveal = (cell: Cell) => {
    const element = scroll.current!
    const row = steps.findIndex(({ header }) => header.step === cell.step)
    element.scrollTop = scrolledTo(element.scrollTop, element.clientHeight, shape.down, row)
    element.scrollLeft = scrolledTo(element.scrollLeft, element.clientWidth - headerWidth, shape.across, cell.frame)
  }

  const now = (): Cell => ({ step: a.preview.header.step, frame: playhead.getState().frame })
  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const place = {
      steps: steps.map(({ header }) => header.step),
      columns: frames,
      page: Math.max(1, Math.floor(size.height / shape.down) - 1),
    }
    const held = rowB >= 0 && b ? { step: b.preview.header.step, frame: b.frame } : now()
    const to = cellBeside(event.shiftKey ? held : now(), event.key, place)
    if (to) {
      choose(event.shiftKey ? 'b' : 'a', to)
      reveal(to)
    } else if (event.key === 'Enter') choose('b', now())
    else if (event.key === 'Delete' || event.key === 'Backspace') takeB()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const focusA = () =>
    scroll.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus({ preventScroll: true })
  const press = (event: MouseEvent) => {
    const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-frame]') : null
    if (!cell) return
    choose(event.shiftKey ? 'b' : 'a', { step: Number(cell.dataset.step), frame: Number(cell.dataset.frame) })
    // The cell that had the focus may leave the page with that.
    requestAnimationFrame(focusA)
  }
  // The focus goes with A.
  const { step } = a.preview.header
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when A has moved
  useEffect(() => {
    const grid = scroll.current!
    if (grid.contains(document.activeElement) && document.activeElement !== grid) focusA()
  }, [step, a.frame])

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: only rows in view are there, each at its place, which is no table */}
      <div
        ref={scroll}
        className={style.grid}
        style={size}
        role="grid"
        aria-label={label}
        aria-describedby={keysId}
        aria-rowcount={steps.length}
        aria-colcount={frames + 1}
        aria-multiselectable
        onScroll={({ currentTarget: { scrollLeft, scrollTop, clientHeight, scrollHeight } }) => {
          atEnd.current = scrollTop + clientHeight >= scrollHeight - shape.down / 2
          setAt({ x: scrollLeft, y: scrollTop })
        }}
        onFocus={hold}
        onKeyDown={keys}
        onClick={press}
      >
        <div className={style.sheet} role="presentation" style={sheet}>
          {[...rows]
            .sort((one, two) => one - two)
            .map((row) => {
              const preview = steps[row]!
              return (
                <StepRow
                  key={preview.header.step}
                  preview={preview}
                  index={row}
                  shape={shape}
                  first={first}
                  end={end}
                  a={row === rowA ? a.frame : undefined}
                  b={row === rowB ? b?.frame : undefined}
                  painter={painter}
                />
              )
            })}
          {rowB >= 0 && b && <Ring letter="B" row={rowB} frame={b.frame} shape={shape} />}
          <Ring letter="A" row={rowA} frame={playhead} shape={shape} />
        </div>
      </div>
      <p id={keysId} hidden>
        {texts.timeline.keys}
      </p>
    </>
  )
}
