'use client'
import { FileVideo, LoaderCircle } from 'lucide-react'
import { useRef, useState } from 'react'
import type { AssetField as AssetDefinition } from '../../workflow/definition.ts'
import { isObject } from '../../workflow/json.ts'
import { pickFiles } from '../parts/pick-files.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './field.module.css'
import type { FieldProps } from './field-line.tsx'
import { useFileDrop } from './use-file-drop.ts'

/** A file of the person's: its name, and a click or a drop, also elsewhere on the card, to give another one. */
export const AssetField = ({ field, value, set }: FieldProps<AssetDefinition>) => {
  const { keepFile, tell } = useApp()
  const texts = useTexts().templates.file
  const [busy, setBusy] = useState(false)
  const name = isObject(value) && typeof value.name === 'string' ? value.name : undefined
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      set({ ...(await keepFile(file)) })
    } catch (error) {
      tell((error as Error).message, 'failed')
    } finally {
      setBusy(false)
    }
  }
  const button = useRef<HTMLButtonElement>(null)
  const over = useFileDrop(button, (file) => void take(file))
  return (
    <button
      ref={button}
      type="button"
      className={style.choice}
      data-nodrag
      data-takes-file={field.title}
      data-over={over || undefined}
      disabled={busy}
      aria-label={name === undefined ? texts.choose : texts.chosen(field.title, name)}
      title={name ?? field.about}
      onClick={async () => take((await pickFiles('video/*,image/gif,image/png,image/jpeg'))[0])}
    >
      <span>{busy ? texts.taking : (name ?? texts.choose)}</span>
      {busy ? <LoaderCircle size={11} aria-hidden /> : <FileVideo size={11} aria-hidden />}
    </button>
  )
}
