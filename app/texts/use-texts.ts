'use client'
import { createContext, useContext } from 'react'
import { en } from './en.ts'
import type { Texts } from './texts.ts'

const context = createContext<Texts>(en)
export const TextsProvider = context.Provider

/** The texts of the chosen language; English outside of TextsProvider. */
export const useTexts = (): Texts => useContext(context)
