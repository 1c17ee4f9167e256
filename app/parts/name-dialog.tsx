'use client'
import { useRef } from 'react'
import { useTexts } from '../texts/use-texts.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import style from './name-dialog.module.css'

interface NameDialogProps {
  readonly open: boolean
  readonly close: () => void
  /** What is being named, as the title. */
  readonly title: string
  /** The name now. */
  readonly value: string
  /** Shown while the field is empty. */
  readonly placeholder?: string
  /** Takes the new name, without spaces around it. */
  readonly take: (name: string) => void
}

/** Asks for a name; Enter takes it, Escape leaves it as it was. */
export const NameDialog = ({ open, close, title, value, placeholder, take }: NameDialogProps) => {
  const texts = useTexts()
  const input = useRef<HTMLInputElement>(null)
  return (
    <Dialog open={open} close={close} title={title}>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault()
          take(input.current?.value.trim() ?? '')
          close()
        }}
        // The keys of the canvas are letters.
        onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
      >
        <input
          ref={input}
          className={style.field}
          autoFocus
          defaultValue={value}
          placeholder={placeholder}
          aria-label={title}
          maxLength={200}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button type="submit" look="primary">
          {texts.parts.rename}
        </Button>
      </form>
    </Dialog>
  )
}
