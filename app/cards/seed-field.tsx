'use client'
import { Dices } from 'lucide-react'
import { useRef } from 'react'
import type { SeedField as SeedDefinition } from '../../workflow/definition.ts'
import style from './field.module.css'
import type { FieldProps } from './field-line.tsx'
import { numberText, readNumber } from './number-text.ts'
import { useTyping } from './use-typing.ts'

/** A seed short enough to be read out and typed again; every number up to 2^53 − 1 can be typed. */
const drawSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! % 10_000_000

/** The number that the noise is drawn from. It stays as it is until a person types another or asks the die. */
export const SeedField = ({ field, value, set }: FieldProps<SeedDefinition>) => {
  const { input, typed, start, write, end } = useTyping()
  const abandoned = useRef(false)
  const shown = numberText(value, { step: 1 })
  return (
    <>
      <input
        ref={input}
        className={style.number}
        data-nodrag
        data-seed
        data-typing={typed !== null || undefined}
        aria-label={field.title}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        size={Math.max(3, (typed ?? shown).length)}
        value={typed ?? shown}
        onFocus={() => start(typeof value === 'number' ? String(value) : '')}
        onChange={(event) => write(event.target.value)}
        onBlur={() => {
          const next = typed === null || abandoned.current ? undefined : readNumber(typed, {})
          if (next !== undefined && Number.isInteger(next)) set(next)
          abandoned.current = false
          end()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') abandoned.current = true
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <button
        type="button"
        className={style.die}
        data-nodrag
        aria-label={`Draw another ${field.title.toLowerCase()}`}
        title="Draw another seed"
        onClick={() => set(drawSeed())}
      >
        <Dices size={13} strokeWidth={1.75} aria-hidden />
      </button>
    </>
  )
}
