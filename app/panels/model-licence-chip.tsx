'use client'
import { Scale } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createNamedCheckpoints } from '../../workflow/used-checkpoints.ts'
import type { CheckpointInfo } from '../../workflow/wire.ts'
import { Tooltip } from '../parts/tooltip.tsx'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './model.module.css'
import { ModelDialog } from './model-dialog.tsx'

const none: readonly CheckpointInfo[] = []

/** The licences of those checkpoints of the workflow in front that have limits: one click from what they are. */
export const LicenceChip = () => {
  const texts = useTexts()
  const { store } = useStudio()
  const { editor, definitions } = useApp()
  const checkpoints = useStore(store, (state) => state.system?.checkpoints ?? none)
  const namedIn = useMemo(() => createNamedCheckpoints(definitions), [definitions])
  const names = useStore(editor.store, ({ history }) => namedIn(history.present))
  const [shown, setShown] = useState<CheckpointInfo | null>(null)
  const limited = checkpoints.filter(({ name, terms }) => terms !== undefined && names.includes(name))
  return (
    <>
      {limited.map((checkpoint) => (
        <Tooltip key={checkpoint.name} text={texts.models.chip(checkpoint.title)}>
          <button
            type="button"
            className={style.chip}
            aria-label={texts.models.licenceOf(checkpoint.title, texts.models.licenceName(checkpoint.licence))}
            onClick={() => setShown(checkpoint)}
          >
            <Scale size={14} strokeWidth={1.75} aria-hidden />
            <span>{texts.models.licenceName(checkpoint.licence)}</span>
          </button>
        </Tooltip>
      ))}
      <ModelDialog checkpoint={shown} close={() => setShown(null)} />
    </>
  )
}
