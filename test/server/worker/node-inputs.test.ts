import { expect, test } from 'vitest'
import { gather, type Held } from '../../../server/worker/node-inputs.ts'
import { planRun } from '../../../server/worker/run-plan.ts'
import type { Definitions } from '../../../workflow/definition.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { connect, placedNode } from '../../../workflow/edits.ts'
import { palette } from '../../fakes/palette.ts'

const definitions: Definitions = { ...palette, guide: { ...palette.guide!, result: true } }
const placed: Workflow = {
  ...emptyWorkflow('x'),
  nodes: {
    n: placedNode(palette.number!, [0, 0]),
    e: placedNode(palette.encode!, [0, 0]),
    g: placedNode(palette.guide!, [0, 0]),
  },
}
const linked = [
  { from: 'n', output: 'number', to: 'e', input: 'words' },
  { from: 'e', output: 'conditioning', to: 'g', input: 'positive' },
].reduce((workflow, wish) => connect(wish)(workflow), placed)

test('a number that is linked to a text field arrives as text, under the address of that text', () => {
  const plan = planRun(linked, definitions)
  expect(plan.problems.size).toBe(0)
  const held = new Map<string, Held>([['n', { address: 'n1', outputs: { number: 0.1 } }]])
  const gathered = gather(plan.document.nodes.e!, palette.encode!, definitions, plan, held)
  expect(gathered).toEqual({ values: { words: '0.1' }, addresses: { words: { value: '0.1' } } })
})
