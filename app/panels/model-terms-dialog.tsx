'use client'
import { useCallback } from 'react'
import { useStore } from 'zustand'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useStudio } from '../shell/studio.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './model.module.css'
import { LicenceLine, Limits } from './model-facts.tsx'
import panel from './panel.module.css'
import { useLoaded } from './use-loaded.ts'

/** The terms of a checkpoint before its first run: the run goes on when they were read. */
export const ModelTermsDialog = () => {
  const texts = useTexts()
  const { terms } = useStudio()
  const asked = useStore(terms.store, (state) => state.asked)
  return (
    <Dialog
      open={asked !== null}
      close={() => terms.answer(false)}
      title={texts.models.readFirst}
      about={texts.models.saidOf(asked?.title)}
    >
      {asked && <Terms checkpoint={asked} />}
    </Dialog>
  )
}

const Terms = ({ checkpoint: { name, licence } }: { readonly checkpoint: CheckpointInfo }) => {
  const texts = useTexts()
  const { api, terms } = useStudio()
  const found = useLoaded(
    useCallback(() => api.terms(name), [api, name]),
    name,
  )
  return (
    <>
      {found.problem && (
        <p className={panel.wrong} role="alert">
          {found.problem}
        </p>
      )}
      <p className={style.licence}>
        {texts.models.licenceIs} <LicenceLine licence={licence} terms={found.value} />
      </p>
      {found.value && <Limits terms={found.value} />}
      <footer className={style.answers}>
        <Button onClick={() => terms.answer(false)}>{texts.models.notNow}</Button>
        <Button look="primary" disabled={!found.value} onClick={() => terms.answer(true)}>
          {texts.models.haveRead}
        </Button>
      </footer>
    </>
  )
}
