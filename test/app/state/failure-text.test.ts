import { expect, test } from 'vitest'
import { failureText } from '../../../app/state/failure-text.ts'
import { serverWords } from '../../../app/state/server-words.ts'
import { translated } from '../../../app/state/translated.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import { ruleWords } from '../../../server/worker/rule-words.ts'
import { type Field, fieldProblem } from '../../../workflow/definition.ts'
import { applyEvents, type JobState } from '../../../workflow/job-state.ts'
import { say, worded } from '../../../workflow/said/said.ts'
import type { Happening } from '../../../workflow/wire.ts'

const jobOf = (...happenings: Happening[]): JobState =>
  applyEvents(
    undefined,
    [{ type: 'queued', title: 'a ball', nodes: ['s'] } as const, ...happenings].map((each, seq) => ({
      ...each,
      seq,
      at: seq,
      job: 'j',
      workflow: 'w',
    })),
  )!

test('a failed run names its node as the editor calls it, and what older servers said stays', async () => {
  const definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
  const german = translated(definitions, de.nodes, (words) => serverWords(words, de.saving))
  const first = { node: 'unet3d-steps', message: 'It overflowed.', more: 2 }
  const failed = { type: 'failed', message: 'UNet3D steps: It overflowed. (2 more nodes failed.)' } as const

  const job = jobOf({ ...failed, first })
  expect(failureText(job, definitions, en)).toBe(failed.message)
  expect(failureText(job, german, de)).toBe(
    'UNet3D-Schritte: Der Server meldet: „It overflowed.“ (2 weitere Knoten schlugen fehl.)',
  )
  const titled = jobOf({ ...failed, first: { ...first, title: 'Mein Teil', more: 0 } })
  expect(failureText(titled, german, de)).toBe('Mein Teil: Der Server meldet: „It overflowed.“')
  const { message: english, said } = worded(say('toPastEnd', { to: 99, steps: 25 }))
  const past = jobOf({ type: 'failed', message: english, first: { ...first, message: english, said: said!, more: 0 } })
  expect(failureText(past, definitions, en)).toBe(`UNet3D steps: ${english}`)
  expect(failureText(past, german, de)).toMatch(/^UNet3D-Schritte: „Bis Schritt“ ist 99, .* 25 Schritte\./)
  const gone = worded(say('givenUp', { reason: say('workerKilled'), deaths: 3 }))
  expect(failureText(jobOf({ type: 'failed', ...gone }), german, de)).toMatch(/^Der Rechenprozess .* Das geschah 3-mal/)
  const { broughtFrom, fieldTitle, nodeTitle, field } = ruleWords
  const width = definitions.noise!.inputs.width as Field
  const why = fieldProblem(width, 20, field)!
  const from = nodeTitle('Number', 'number')
  const brought = worded(broughtFrom(fieldTitle(width.title, 'noise', 'width'), why, from))
  const wide = jobOf({
    ...{ type: 'failed', message: brought.message },
    first: { ...brought, node: 'noise', input: 'width', more: 0 },
  })
  expect(failureText(wide, definitions, en)).toBe(
    'Noise: Width must be a multiple of 8, and is 20: take 16 or 24. It comes from Number.',
  )
  expect(failureText(wide, german, de)).toMatch(/^Rauschen: Breite: .*20.*16.*24\. Der Wert kommt von Zahl\.$/)
  expect(failureText(jobOf(failed), german, de)).toBe(de.saving.said(failed.message))
  expect(failureText(jobOf(), german, de)).toBeUndefined()
})
