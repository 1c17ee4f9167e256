'use client'
import { Command } from 'cmdk'
import { Check, ChevronsUpDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import type { ChoiceField as ChoiceDefinition, Option } from '../../workflow/definition.ts'
import type { Texts } from '../texts/texts.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './field.module.css'
import type { FieldProps } from './field-line.tsx'

/** From this number of options on, they can be searched. */
const searchFrom = 8

/** One of several options. An option that cannot be used now is shown with the reason; a value that is no option stays. */
export const ChoiceField = ({ field, value, set }: FieldProps<ChoiceDefinition>) => {
  const texts = useTexts()
  const [open, setOpen] = useState(false)
  const chosen = field.options.find((option) => option.value === value)
  const text = chosen?.title ?? (typeof value === 'string' ? value || texts.cards.noChoice : JSON.stringify(value))
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={style.choice}
          data-nodrag
          role="combobox"
          aria-expanded={open}
          aria-label={field.title}
          title={(chosen && aboutOf(chosen, texts)) || field.about}
        >
          <span>{text}</span>
          <ChevronsUpDown size={11} aria-hidden />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={style.options} align="end" sideOffset={4} collisionPadding={8} data-nodrag>
          <Command label={field.title} defaultValue={chosen?.value} loop>
            <Command.Input
              className={field.options.length < searchFrom ? style.hiddenSearch : style.searchOptions}
              placeholder={texts.cards.searchField(field.title)}
              autoFocus
            />
            <Command.List label={field.title} className={style.optionList}>
              <Command.Empty className={style.noOption}>{texts.cards.noOption}</Command.Empty>
              {field.options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.title]}
                  disabled={option.problem !== undefined}
                  className={style.option}
                  onSelect={() => {
                    set(option.value)
                    setOpen(false)
                  }}
                >
                  <Check size={13} aria-hidden style={{ visibility: option.value === value ? 'visible' : 'hidden' }} />
                  <span>
                    {option.title}
                    <OptionAbout about={aboutOf(option, texts)} />
                  </span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

const OptionAbout = ({ about }: { readonly about: string }) => (about === '' ? null : <small>{about}</small>)

/** Why an option cannot be used, or what it means and who has it. */
const aboutOf = ({ problem, about, checkpoints }: Option, { cards }: Texts): string =>
  problem ?? [about, checkpoints && cards.variantOf(checkpoints)].filter(Boolean).join(' ')
