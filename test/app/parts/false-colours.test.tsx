// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { FalseColours } from '../../../app/parts/false-colours.tsx'
import { en } from '../../../app/texts/en.ts'

test('a press on the mark says what false colours are, whatever a person points with', async () => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host)
  await act(async () => root.render(<FalseColours />))
  const mark = document.querySelector('button')!
  expect(mark.textContent).toBe(en.cards.falseColours)
  expect(document.body.textContent).not.toContain(en.cards.falseColoursAbout)
  await act(async () => mark.click())
  expect(document.querySelector('[role="dialog"]')?.textContent).toBe(en.cards.falseColoursAbout)
  expect(mark.getAttribute('aria-expanded')).toBe('true')
  await act(async () => root.unmount())
  host.remove()
})
