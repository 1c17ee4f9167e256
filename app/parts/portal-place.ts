'use client'
import { createContext, useContext } from 'react'

const place = createContext<HTMLElement | null>(null)

/**
 * Gives the element that menus and tooltips are put into: the page's main part, which is a landmark. A dialog gives null:
 * what opens in it opens over it, at the end of the page.
 */
export const PortalPlaceProvider = place.Provider

/** Where a menu or tooltip is put; undefined means the end of the page. */
export const usePortalPlace = (): HTMLElement | undefined => useContext(place) ?? undefined
