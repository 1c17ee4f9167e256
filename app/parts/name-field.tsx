'use client'
import { useEffect, useRef } from 'react'

interface NameFieldProps {
  /** The name now. */
  readonly value: string
  /** What is named, for a screen reader. */
  readonly label: string
  /** Shown while the field is empty. */
  readonly placeholder?: string
  readonly className: string | undefined
  /**
   * Called once, as the field is left: with the new name, without spaces around it, or with nothing where it stays as it was.
   * @param byKey it was left with Enter or Escape, and the focus is nowhere now
   */
  readonly close: (name: string | undefined, byKey: boolean) => void
}

/** A name that is written where it stands. It opens with the focus; Enter and a press elsewhere take it, Escape leaves it as it was. */
export const NameField = ({ value, label, placeholder, className, close }: NameFieldProps) => {
  const input = useRef<HTMLInputElement>(null)
  const open = useRef(false)
  const closed = useRef(false)
  useEffect(() => {
    const take = () => {
      input.current?.focus()
      input.current?.select()
    }
    take()
    // A menu that closes gives the focus back to its trigger first.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement !== input.current) take()
      open.current = true
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  const end = (text: string, byKey: boolean) => {
    if (closed.current) return
    closed.current = true
    close(text === value ? undefined : text.trim(), byKey)
  }
  return (
    <input
      ref={input}
      className={className}
      data-nodrag
      defaultValue={value}
      placeholder={placeholder}
      aria-label={label}
      maxLength={200}
      spellCheck={false}
      onBlur={(event) => {
        if (open.current) end(event.target.value, false)
      }}
      onKeyDown={(event) => {
        // The keys of the canvas are letters.
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') end(event.currentTarget.value, true)
        if (event.key === 'Escape') end(value, true)
      }}
    />
  )
}
