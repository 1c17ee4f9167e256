// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NameField } from '../../../app/parts/name-field.tsx'

declare global {
  // React asks for this name in tests that use act.
  var IS_REACT_ACT_ENVIRONMENT: boolean
}

let closed: [name: string | undefined, byKey: boolean][]
let root: ReturnType<typeof createRoot>
let elsewhere: HTMLButtonElement
let input: HTMLInputElement

let frames: (() => void)[]
/** The next frame of the page, which comes when it is asked for. */
const frame = () =>
  act(async () => {
    for (const callback of frames.splice(0)) callback()
  })

const open = async (value: string) => {
  await act(async () =>
    root.render(<NameField className="" label="Name" value={value} close={(...end) => closed.push(end)} />),
  )
  input = document.querySelector('input')!
}
const press = (key: string, more: KeyboardEventInit = {}) =>
  act(async () => input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more })))

beforeEach(() => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true
  closed = []
  frames = []
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback))
  const host = document.createElement('div')
  elsewhere = document.createElement('button')
  document.body.append(host, elsewhere)
  root = createRoot(host)
})
afterEach(async () => {
  await act(async () => root.unmount())
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

test('it opens with the focus, all of the name selected, and Enter takes the new one once, trimmed', async () => {
  await open('Old')
  expect(document.activeElement).toBe(input)
  expect(input.selectionEnd! - input.selectionStart!).toBe(3)
  await frame()
  input.value = '  New '
  await press('Enter')
  await act(async () => elsewhere.focus())
  expect(closed).toEqual([['New', true]])
})

test('Escape leaves the name, and so does a name that was not touched, whatever spaces are around it', async () => {
  await open('Old')
  input.value = 'New'
  await press('Escape')
  expect(closed).toEqual([[undefined, true]])
  await act(async () => root.render(null))
  await open(' Old ')
  await frame()
  await act(async () => elsewhere.focus())
  expect(closed.at(-1)).toEqual([undefined, false])
})

test('a press elsewhere takes the name; a menu that closes and takes the focus back does not', async () => {
  await open('Old')
  await act(async () => elsewhere.focus())
  expect(closed).toEqual([])
  await frame()
  expect(document.activeElement).toBe(input)
  input.value = 'New'
  await act(async () => elsewhere.focus())
  expect(closed).toEqual([['New', false]])
})

test('Enter that ends the writing of a composed character ends no more than that', async () => {
  await open('')
  input.value = '\u30ea\u30fc\u30eb'
  await press('Enter', { isComposing: true })
  expect(closed).toEqual([])
})
