'use client'
import { Dices, Pin } from 'lucide-react'
import { useRef } from 'react'
import type { SeedField as SeedDefinition } from '../../workflow/definition.ts'
import { type InputValue, isLink } from '../../workflow/document.ts'
import { type SeedMode, seedDrawer, seedModeOf, setSeed } from '../../workflow/seeds.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { SeedModeButton } from '../fields/seed-mode.tsx'
import { useTexts } from '../texts/use-texts.ts'
import style from './field.module.css'
import type { FieldProps } from './field-line.tsx'
import { readNumber } from './number-text.ts'
import { useTyping } from './use-typing.ts'

interface SeedProps extends FieldProps<SeedDefinition> {
  readonly filled: InputValue | undefined
}

/**
 * The number that the noise is drawn from, and what becomes of it with each run: it stays, or another is drawn when a run is
 * queued. What stands here is then the seed of the newest run.
 */
export const SeedField = ({ id, name, field, value, filled, set }: SeedProps) => {
  const { editor } = useDocument()
  const { amounts, fields: texts } = useTexts()
  const { input, typed, start, write, end } = useTyping()
  const abandoned = useRef(false)
  const shown = amounts.ofField(value, { step: 1 })
  const mode = seedModeOf(filled)
  const seed = Number.isSafeInteger(value) ? (value as number) : field.default
  const keep = (next: number, how: SeedMode, label = texts.setField(field.title)) =>
    editor.commit(label, setSeed(id, name, next, how))
  const used = filled !== undefined && !isLink(filled) && filled.used === value
  const about =
    mode === 'fixed'
      ? undefined
      : mode === 'random'
        ? texts.drawnBefore
        : used
          ? texts.usedBefore(amounts.ofField(mode === 'up' ? seed + 1 : seed - 1, { step: 1 }))
          : texts.usedNext
  return (
    <>
      <input
        ref={input}
        className={style.number}
        data-nodrag
        data-seed
        data-draws={mode !== 'fixed' || undefined}
        data-typing={typed !== null || undefined}
        aria-label={field.title}
        title={about}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        size={Math.max(3, (typed ?? shown).length)}
        value={typed ?? shown}
        onFocus={() => start(typeof value === 'number' ? String(value) : '')}
        onChange={(event) => write(event.target.value)}
        onBlur={() => {
          const next = typed === null || abandoned.current ? undefined : readNumber(typed, {})
          // Who types a seed wants that one, not another drawn in its place.
          if (next !== undefined && next !== value) {
            if (Number.isSafeInteger(next)) keep(next, mode === 'random' ? 'fixed' : mode)
            else if (Number.isInteger(next)) set(next)
          }
          abandoned.current = false
          end()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') abandoned.current = true
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {mode === 'fixed' ? (
        <button
          type="button"
          className={style.action}
          data-nodrag
          aria-label={texts.drawAnother(field.title)}
          title={texts.drawAnother(field.title)}
          onClick={() => keep(seedDrawer()(), mode)}
        >
          <Dices size={13} strokeWidth={1.75} aria-hidden />
        </button>
      ) : (
        <button
          type="button"
          className={style.action}
          data-nodrag
          aria-label={texts.keepSeed}
          title={texts.keepSeed}
          onClick={() => keep(seed, 'fixed', texts.keepSeed)}
        >
          <Pin size={13} strokeWidth={1.75} aria-hidden />
        </button>
      )}
      <SeedModeButton title={field.title} mode={mode} choose={(next) => keep(seed, next, texts.setSeedMode(next))} />
    </>
  )
}
