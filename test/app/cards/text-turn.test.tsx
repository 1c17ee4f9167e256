// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { partAt } from '../../../app/cards/text-beginning.ts'
import { TextTurn } from '../../../app/cards/text-turn.tsx'
import { TooltipProvider } from '../../../app/parts/tooltip.tsx'

test('at the end of a text the button to the next part keeps the focus, and turns no further', async () => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true
  const host = document.createElement('div')
  document.body.append(host)
  const root = createRoot(host)
  const text = 'a'.repeat(400_000)
  const turn = vi.fn()
  const show = (at: number) =>
    act(async () =>
      root.render(
        <TooltipProvider>
          <TextTurn text={text} part={partAt(text, at)} turn={turn} />
        </TooltipProvider>,
      ),
    )
  await show(0)
  const [before, after] = [...document.querySelectorAll('button')] as [HTMLButtonElement, HTMLButtonElement]
  await act(async () => before.click())
  expect(turn).not.toHaveBeenCalled()
  await act(async () => {
    after.focus()
    after.click()
  })
  expect(turn).toHaveBeenCalledTimes(1)
  await show(text.length - 10)
  expect(document.activeElement).toBe(after)
  expect(after.disabled).toBe(false)
  expect(after.getAttribute('aria-disabled')).toBe('true')
  turn.mockClear()
  await act(async () => after.click())
  expect(turn).not.toHaveBeenCalled()
  await act(async () => root.unmount())
  host.remove()
})
