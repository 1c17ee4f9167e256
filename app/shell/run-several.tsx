'use client'
import { ChevronDown, Minus, Play, Plus, Shuffle } from 'lucide-react'
import { Popover as Radix } from 'radix-ui'
import { useState } from 'react'
import { useStore } from 'zustand'
import { drawsSeeds, setSeedModes } from '../../workflow/seeds.ts'
import { Button } from '../parts/button.tsx'
import { IconButton } from '../parts/icon-button.tsx'
import { Popover } from '../parts/popover.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { mostRuns } from './queue-runs.ts'
import style from './run-several.module.css'
import { useStudio } from './studio.ts'

/** How many runs are offered at a press. */
const offered = [2, 4, 8, 16]

/** Queues the workflow in front several times. Says so where nothing would differ from run to run. */
export const RunSeveral = () => {
  const texts = useTexts().fields
  const { store } = useStudio()
  const open = useStore(store, (state) => state.several)
  return (
    <Popover
      label={texts.runSeveral}
      open={open}
      change={(several) => store.setState({ several })}
      trigger={
        <Button className={style.open} look="primary" aria-label={texts.runSeveral} title={texts.runSeveral}>
          <ChevronDown size={14} strokeWidth={2} aria-hidden />
        </Button>
      }
    >
      <RunCount />
    </Popover>
  )
}

const RunCount = () => {
  const { editor, definitions } = useApp()
  const studio = useStudio()
  const texts = useTexts().fields
  const [count, setCount] = useState(4)
  const [typed, setTyped] = useState<string>()
  const draws = useStore(editor.store, ({ history }) => drawsSeeds(history.present, definitions))
  const choose = (next: number) => {
    setCount(Math.min(mostRuns, Math.max(1, next)))
    setTyped(undefined)
  }
  return (
    <div className={style.several}>
      <h2>{texts.runSeveral}</h2>
      <p>{texts.runSeveralAbout}</p>
      <div className={style.counts}>
        {offered.map((each) => (
          <button key={each} type="button" aria-pressed={each === count} onClick={() => choose(each)}>
            {each}
          </button>
        ))}
        <span className={style.other}>
          <IconButton size="small" label={texts.oneLess} disabled={count <= 1} onClick={() => choose(count - 1)}>
            <Minus size={13} aria-hidden />
          </IconButton>
          <input
            aria-label={texts.runCount}
            inputMode="numeric"
            value={typed ?? count}
            onChange={(event) => {
              const next = Number(event.target.value)
              setTyped(event.target.value)
              if (Number.isInteger(next) && next >= 1 && next <= mostRuns) setCount(next)
            }}
            onBlur={() => setTyped(undefined)}
          />
          <IconButton size="small" label={texts.oneMore} disabled={count >= mostRuns} onClick={() => choose(count + 1)}>
            <Plus size={13} aria-hidden />
          </IconButton>
        </span>
      </div>
      {!draws && (
        <div className={style.same}>
          <p>{texts.sameSeeds}</p>
          <Button onClick={() => editor.commit(texts.randomSeeds, setSeedModes(definitions, 'random'))}>
            <Shuffle size={14} strokeWidth={1.75} aria-hidden />
            {texts.makeRandom}
          </Button>
        </div>
      )}
      <Radix.Close asChild>
        <Button look="primary" onClick={() => void studio.run(count)}>
          <Play size={14} strokeWidth={2} aria-hidden />
          {texts.runTimes(count)}
        </Button>
      </Radix.Close>
    </div>
  )
}
