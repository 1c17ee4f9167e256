import { expect, test } from 'vitest'
import { emptyWorkflow, type InputValue, type Workflow } from '../../../workflow/document.ts'
import { filledOutside } from '../../../workflow/subgraphs/filled-outside.ts'
import { subgraphKind } from '../../../workflow/subgraphs/subgraph.ts'

const placed = (node: string, inputs: Record<string, InputValue> = {}) =>
  ({ node, version: 1, at: [0, 0], inputs }) as const
const subgraph = (nodes: Workflow['nodes']) => ({ title: 'Part', inputs: [], outputs: [], nodes })

/** `top` holds `inner`, whose `text` comes from the `prompt` of `top`. */
const nested = (prompt: Record<string, InputValue>): Workflow => ({
  ...emptyWorkflow('x'),
  nodes: { top: placed(subgraphKind('outer'), prompt), inputs: placed('text', { text: { value: 'beside' } }) },
  subgraphs: {
    outer: subgraph({ inner: placed(subgraphKind('inner'), { text: { from: 'inputs', output: 'prompt' } }) }),
    inner: subgraph({ encode: placed('encode-text', { prompt: { from: 'inputs', output: 'text' } }) }),
  },
})

test('what stands at the outermost instance fills the inputs of the levels below', () => {
  const value = { value: 'a star' }
  expect(filledOutside(nested({ prompt: value }), ['top', 'inner'], 'text')).toEqual(value)
  expect(filledOutside(nested({ prompt: value }), ['top'], 'prompt')).toEqual(value)
  // A node of the document may be called as the edge of a subgraph is.
  const link = { from: 'inputs', output: 'text' }
  expect(filledOutside(nested({ prompt: link }), ['top', 'inner'], 'text')).toEqual(link)
  expect(filledOutside(nested({}), ['top', 'inner'], 'text')).toBeUndefined()
  expect(filledOutside(nested({ prompt: value }), [], 'prompt')).toBeUndefined()
  expect(filledOutside(nested({ prompt: value }), ['gone'], 'prompt')).toBeUndefined()
})
