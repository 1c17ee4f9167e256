'use client'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useTexts } from '../texts/use-texts.ts'
import style from './dialog.module.css'
import { IconButton } from './icon-button.tsx'
import { PortalPlaceProvider } from './portal-place.ts'

interface DialogProps {
  readonly open: boolean
  readonly close: () => void
  readonly title: string
  /** Read out when it opens; shown under the title. */
  readonly about?: string
  /** `bare` shows no header (a command search); its title is then only read out. */
  readonly bare?: boolean
  readonly wide?: boolean
  /** As large as the window lets it be. */
  readonly full?: boolean
  readonly children: ReactNode
}

/** What has the focus; where that is a line of a menu, what opened the menu, since the line is gone when the dialog closes. */
const openerNow = (): Element | null => {
  const from = (element: Element | null): Element | null => {
    const menu = element?.closest('[role="menu"]')
    const trigger = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : null
    return trigger ? from(trigger) : element
  }
  return from(document.activeElement)
}

/**
 * A window over the page: it holds the focus and gives it back. Escape and a click beside it close it; within what is marked
 * `data-takes-escape`, Escape is for that.
 */
export const Dialog = ({ open, close, title, about, bare, wide, full, children }: DialogProps) => {
  const texts = useTexts()
  const opener = useRef<Element | null>(null)
  const wasOpen = useRef(false)
  // Before a field of the dialog takes the focus by itself, which it does as soon as it is on the page.
  if (open && !wasOpen.current && typeof document !== 'undefined') opener.current = openerNow()
  wasOpen.current = open
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && close()}>
      <Radix.Portal>
        <Radix.Overlay className={style.shade} />
        <Radix.Content
          className={style.dialog}
          data-bare={bare || undefined}
          data-wide={wide || undefined}
          data-full={full || undefined}
          {...(about ? {} : { 'aria-describedby': undefined })}
          onEscapeKeyDown={(event) => {
            // It hears of the key before what is in it does.
            if (event.target instanceof Element && event.target.closest('[data-takes-escape]')) event.preventDefault()
          }}
          onOpenAutoFocus={(event) => {
            if (bare) return
            // On the Close button the focus would open its tooltip, and Escape would close no more than that.
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          onCloseAutoFocus={(event) => {
            // Radix gives the focus back to a trigger of its own, and there is none.
            event.preventDefault()
            // It comes a moment after the window is gone: what was chosen in it may have the focus by then.
            if (document.activeElement && document.activeElement !== document.body) return
            if (opener.current instanceof HTMLElement && opener.current.isConnected)
              opener.current.focus({ preventScroll: true })
          }}
        >
          <PortalPlaceProvider value={null}>
            <header className={bare ? style.hidden : style.header}>
              <div>
                <Radix.Title className={style.title}>{title}</Radix.Title>
                {about && <Radix.Description className={style.about}>{about}</Radix.Description>}
              </div>
              {!bare && (
                <Radix.Close asChild>
                  <IconButton label={texts.parts.close} keys="Esc">
                    <X size={16} strokeWidth={1.75} aria-hidden />
                  </IconButton>
                </Radix.Close>
              )}
            </header>
            {children}
          </PortalPlaceProvider>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
