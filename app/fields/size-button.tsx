'use client'
import { ArrowLeftRight, Proportions } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import type { Definitions } from '../../workflow/definition.ts'
import type { NodeId } from '../../workflow/document.ts'
import { type Edit, setValue } from '../../workflow/edits.ts'
import { type Picture, presetsOf, type Size } from '../../workflow/sizes.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import field from '../cards/field.module.css'
import { useCheckpoint } from '../cards/use-checkpoint.ts'
import { usePortalPlace } from '../parts/portal-place.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './size.module.css'

interface SizeProps extends Size {
  readonly id: NodeId
  /** The names of the two fields. */
  readonly names: { readonly width: string; readonly height: string }
}

/** Where no checkpoint says what it was trained at. */
const usual: Picture = { width: 256, height: 256, grid: 64 }

const pictureOf = (definitions: Definitions, checkpoint: string | undefined) => {
  if (checkpoint === undefined) return undefined
  for (const { inputs } of Object.values(definitions))
    for (const input of Object.values(inputs)) {
      if (input.kind !== 'choice' || input.source !== 'checkpoints') continue
      const option = input.options.find(({ value }) => value === checkpoint)
      if (option) return option
    }
  return undefined
}

/** Opens the sizes that fit the checkpoint, by aspect, and swaps the sides. */
export const SizeButton = ({ id, names, width, height }: SizeProps) => {
  const { definitions } = useApp()
  const { editor } = useDocument()
  const texts = useTexts().fields
  const [open, setOpen] = useState(false)
  const checkpoint = useCheckpoint(id, names.width, open)
  const place = usePortalPlace()
  const option = pictureOf(definitions, checkpoint)
  const picture = option?.picture ?? usual
  const set = (size: Size, label: string) => {
    const both: Edit = (workflow) =>
      setValue(id, names.height, size.height)(setValue(id, names.width, size.width)(workflow))
    editor.commit(label, both)
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className={field.action} data-nodrag aria-label={texts.sizes} title={texts.sizes}>
          <Proportions size={13} strokeWidth={1.75} aria-hidden />
        </button>
      </Popover.Trigger>
      <Popover.Portal container={place}>
        <Popover.Content
          className={style.sizes}
          aria-label={texts.sizes}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          data-nodrag
        >
          <ul className={style.list}>
            {presetsOf(picture).map((preset, index) => {
              const now = preset.width === width && preset.height === height
              return (
                <li key={`${preset.width} ${preset.height}`}>
                  <button
                    type="button"
                    className={style.preset}
                    aria-pressed={now}
                    onClick={() => {
                      set(preset, texts.setSize)
                      setOpen(false)
                    }}
                  >
                    <Outline {...preset} />
                    <span className={style.aspect}>{preset.aspect?.join(' : ')}</span>
                    <span className={style.pixels}>
                      {preset.width} × {preset.height}
                    </span>
                    <small>{index === 0 && option?.picture ? texts.asTrained : ''}</small>
                  </button>
                </li>
              )
            })}
          </ul>
          <button
            type="button"
            className={style.swap}
            onClick={() => set({ width: height, height: width }, texts.swapSides)}
            disabled={width === height}
          >
            <ArrowLeftRight size={13} strokeWidth={1.75} aria-hidden />
            {texts.swapSides}
          </button>
          <p className={style.note}>
            {option?.picture
              ? texts.sizesFor(option.title, picture.width, picture.height)
              : texts.sizesOf(picture.width, picture.height)}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** A frame of the shape of a size. */
const Outline = ({ width, height }: Size) => {
  const scale = 16 / Math.max(width, height)
  return (
    <span className={style.outline} aria-hidden>
      <i style={{ width: width * scale, height: height * scale }} />
    </span>
  )
}
