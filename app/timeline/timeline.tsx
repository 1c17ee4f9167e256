'use client'
import { Rows3 } from 'lucide-react'
import { useEffect } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { useSteps } from '../details/use-steps.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { type Preview, useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import type { Marks } from './marks.ts'
import type { Chain } from './step-nodes.ts'
import { StepsView } from './steps-view.tsx'
import style from './timeline.module.css'
import { TimelineHead } from './timeline-head.tsx'
import { useChains, useShownChain } from './use-chains.ts'

/** Every step of a node and every frame of it, two of them beside each other, and what made them. */
export const Timeline = ({ marks }: { readonly marks: StoreApi<Marks> }) => {
  const texts = useTexts()
  const chains = useChains()
  const chain = useShownChain(chains)
  return (
    <section className={style.timeline} data-place="dock" aria-label={texts.timeline.title}>
      {chain === undefined ? (
        <>
          <TimelineHead chains={chains} chain={chain} />
          <NoNode />
        </>
      ) : (
        <StepsOf key={chain[0]} chains={chains} chain={chain} marks={marks} />
      )}
    </section>
  )
}

interface StepsOfProps {
  readonly chains: readonly Chain[]
  readonly chain: Chain
  readonly marks: StoreApi<Marks>
}

const StepsOf = ({ chains, chain, marks }: StepsOfProps) => {
  const { previews, editor } = useApp()
  const steps = useSteps(chain)
  // What stands here as a cell is seen: the next may come, also while no card of it is in view.
  useEffect(() => {
    const drawn = (preview: Preview) => preview.recalled || previews.drawn(preview)
    const ends = chain.map((id) => previews.subscribe(editor.id, id, drawn))
    return () => {
      for (const end of ends) end()
    }
  }, [previews, editor.id, chain])
  return steps.length === 0 ? (
    <>
      <TimelineHead chains={chains} chain={chain} />
      <NoSteps />
    </>
  ) : (
    <StepsView chains={chains} chain={chain} steps={steps} marks={marks} />
  )
}

/** A workflow without a node that takes steps. */
const NoNode = () => {
  const texts = useTexts()
  const { canvas } = useApp()
  return (
    <div className={style.empty}>
      <Empty
        icon={<Rows3 size={22} strokeWidth={1.5} aria-hidden />}
        action={<Button onClick={() => canvas.current?.openSearch()}>{texts.keys.commands.addNode}</Button>}
      >
        {texts.timeline.noNode}
      </Empty>
    </div>
  )
}

/** What will be here, and what brings it. */
const NoSteps = () => {
  const texts = useTexts()
  const { run, editor } = useApp()
  // An earlier revision cannot be run.
  const past = editor.revisionOf !== undefined
  return (
    <div className={style.empty}>
      <Empty
        icon={<Rows3 size={22} strokeWidth={1.5} aria-hidden />}
        action={past ? undefined : <Button onClick={run}>{texts.keys.commands.run}</Button>}
      >
        {past ? texts.timeline.nonePast : texts.timeline.none}
      </Empty>
    </div>
  )
}
