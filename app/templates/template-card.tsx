'use client'
import { Workflow } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ExampleLine } from '../../workflow/wire.ts'
import { noMotion } from '../parts/no-motion.ts'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './templates.module.css'

/** One template: what a run of it looks like (moving under the pointer and with the focus), its name, what it shows and needs. */
export const TemplateCard = ({
  template: { id, name, about, checkpoints, pictures },
  choose,
}: {
  readonly template: ExampleLine
  readonly choose: () => void
}) => {
  const { models, templates: texts } = useTexts()
  const { store } = useStudio()
  const known = useStore(store, (state) => state.system?.checkpoints)
  const [moving, setMoving] = useState(false)
  const still = noMotion()
  const picture = (kind: 'still' | 'moving') => `/api/examples/${encodeURIComponent(id)}/${kind}.webp`
  const needs = checkpoints.map((checkpoint) => {
    const licence = known?.find((each) => each.name === checkpoint)?.licence
    return licence ? `${checkpoint} (${models.licenceName(licence)})` : checkpoint
  })
  return (
    <button
      type="button"
      className={style.card}
      onClick={choose}
      onPointerEnter={() => setMoving(true)}
      onPointerLeave={() => setMoving(false)}
      onFocus={() => setMoving(true)}
      onBlur={() => setMoving(false)}
    >
      <span className={style.picture}>
        {pictures ? (
          <>
            {/* biome-ignore lint/performance/noImgElement: a small picture in its final size */}
            <img src={picture('still')} alt="" loading="lazy" />
            {/* What loads appears over what is there, so that nothing blinks. */}
            {/* biome-ignore lint/performance/noImgElement: next/image would take the motion away */}
            {moving && !still && <img src={picture('moving')} alt="" />}
          </>
        ) : (
          <Workflow size={28} strokeWidth={1.25} aria-hidden />
        )}
      </span>
      <span className={style.words}>
        <strong>{name}</strong>
        <span>{about}</span>
        {needs.length > 0 && <small>{texts.needs(needs.join(', '))}</small>}
      </span>
    </button>
  )
}
