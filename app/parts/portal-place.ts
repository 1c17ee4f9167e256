'use client'
import { createContext, useContext } from 'react'

const inDialog = createContext(false)

/** Stands around the content of a dialog: what opens in it opens over it. */
export const InDialog = inDialog.Provider

/** Where menus and tooltips are put: into the page's main part, which is a landmark; over a dialog, at the end of the page. */
export const usePortalPlace = (): HTMLElement | undefined => {
  const over = useContext(inDialog)
  if (over || typeof document === 'undefined') return undefined
  return document.querySelector('main') ?? undefined
}
