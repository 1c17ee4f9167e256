'use client'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** What a person is typing into a field that otherwise shows its value in another form; null while nobody types. */
export interface Typing {
  readonly input: RefObject<HTMLInputElement | null>
  readonly typed: string | null
  /** Starts with this text, all of it selected. */
  start(text: string): void
  write(text: string): void
  /** Ends without a value. */
  end(): void
}

/** The state of a field between its shown and its typed form. */
export const useTyping = (): Typing => {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const typing = typed !== null
  // The plain text must stand in the input before it is selected, and before the next key arrives.
  useLayoutEffect(() => {
    if (typing) input.current?.select()
  }, [typing])
  return { input, typed, start: (text) => setTyped((now) => now ?? text), write: setTyped, end: () => setTyped(null) }
}
