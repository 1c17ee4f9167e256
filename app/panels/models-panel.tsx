'use client'
import { Box, Boxes, Scale, TriangleAlert } from 'lucide-react'
import { Fragment, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import { Empty } from '../parts/empty.tsx'
import { useStudio } from '../shell/studio.ts'
import { problemText } from '../state/server-words.ts'
import type { Texts } from '../texts/texts.ts'
import { useTexts } from '../texts/use-texts.ts'
import { ModelDialog } from './model-dialog.tsx'
import style from './panel.module.css'
import { PanelFrame } from './panel.tsx'
import { useLoaded } from './use-loaded.ts'

/** The checkpoints that the server finds: what each is, what is wrong with it, and its card. */
export const ModelsPanel = () => {
  const texts = useTexts()
  const { api, runs, store, look } = useStudio()
  const connection = useStore(runs, (state) => state.connection)
  const found = useLoaded(api.checkpoints, connection)
  const [shown, setShown] = useState<CheckpointInfo | null>(null)
  // One that was put there meanwhile can be chosen in nodes, too. Each answer is looked into once: the two may go on to differ.
  useEffect(() => {
    const known = store.getState().system?.checkpoints
    if (found.value && known && JSON.stringify(found.value) !== JSON.stringify(known)) look()
  }, [found.value, store, look])
  // Who comes back may have downloaded one in the terminal.
  const { again } = found
  useEffect(() => {
    window.addEventListener('focus', again)
    return () => window.removeEventListener('focus', again)
  }, [again])
  return (
    <PanelFrame title={texts.models.title} count={found.value && texts.amounts.checkpoints(found.value.length)}>
      <div className={style.scroll}>
        {found.problem && (
          <p className={style.wrong} role="alert">
            {found.problem}
          </p>
        )}
        {found.value?.length === 0 && (
          <Empty icon={<Boxes size={22} strokeWidth={1.5} aria-hidden />}>{texts.models.empty}</Empty>
        )}
        <ul className={style.list}>
          {found.value?.map((checkpoint) => (
            <li key={checkpoint.name}>
              <ModelRow checkpoint={checkpoint} open={() => setShown(checkpoint)} />
            </li>
          ))}
        </ul>
        {found.value && found.value.length > 0 && (
          <p className={style.note}>
            {texts.models.hint} <code>npm run models -- get ORG/NAME</code>.
          </p>
        )}
      </div>
      <ModelDialog checkpoint={shown} close={() => setShown(null)} />
    </PanelFrame>
  )
}

const ModelRow = ({ checkpoint, open }: { readonly checkpoint: CheckpointInfo; readonly open: () => void }) => {
  const texts = useTexts()
  const { title, name, terms } = checkpoint
  const problem = problemText(checkpoint, texts.saving)
  const Icon = problem ? TriangleAlert : terms === undefined ? Box : Scale
  return (
    <button
      type="button"
      className={style.row}
      title={problem ?? (terms === undefined ? texts.models.readCard : texts.models.readTerms)}
      onClick={open}
    >
      <span className={style.icon}>
        <Icon size={15} strokeWidth={1.75} aria-hidden />
      </span>
      <span className={style.words}>
        <span className={style.title}>{title}</span>
        {name !== title && <span className={style.about}>{name}</span>}
        <span className={style.about}>
          {factsOf(checkpoint, texts).map((fact, index) => (
            <Fragment key={fact}>
              {index > 0 && ' · '}
              <span className={style.fact}>{fact}</span>
            </Fragment>
          ))}
        </span>
        {problem && (
          <span className={style.about} data-wrong>
            {problem}
          </span>
        )}
      </span>
    </button>
  )
}

const factsOf = ({ class: kind, licence, bytes, variants }: CheckpointInfo, { amounts, models }: Texts) =>
  [
    kind,
    models.licenceName(licence),
    amounts.bytes(bytes),
    // The files without a variant go without saying.
    variants.some((variant) => variant !== '') ? models.variants(variants) : '',
  ].filter((each) => each !== '')
