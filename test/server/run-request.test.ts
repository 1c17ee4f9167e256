import { expect, test } from 'vitest'
import { orderRun } from '../../server/run-request.ts'
import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { clipWorkflow, describe as described, fakeNodes, from, workflowOf } from '../fakes/nodes.ts'
import { palette } from '../fakes/palette.ts'

const definitions = described(fakeNodes)
const order = (document: unknown, id = 'w') => orderRun(id, document, definitions)
const refused = (document: unknown, id?: string) => {
  const answer = order(document, id)
  if ('order' in answer) throw new Error('It was not refused.')
  return answer
}

test('a run is queued with its prompt for a title, its plan, and a document that reads back as it came', () => {
  const workflow = clipWorkflow({ prompt: '  a red\n ball ' })
  const answer = order(workflow)
  if (!('order' in answer)) throw new Error(answer.error)
  expect(answer.order.title).toBe('a red ball')
  expect(readWorkflow(answer.order.document, fileTexts)).toEqual(workflow)
  expect(answer.order.words?.split('\n')).toContain('a red ball')
  const { nodes } = answer.order
  expect([...nodes].sort()).toEqual(Object.keys(workflow.nodes).sort())
  for (const [id, node] of Object.entries(workflow.nodes))
    for (const filled of Object.values(node.inputs))
      if ('from' in filled) expect(nodes.indexOf(filled.from)).toBeLessThan(nodes.indexOf(id))
})

test('without a prompt the title is the name, and a long prompt is cut', () => {
  const titled = (document: Workflow) => {
    const answer = order(document)
    return 'order' in answer ? answer.order.title : answer.error
  }
  const plain = workflowOf({ show: ['show', { text: 'x' }] })
  expect(titled({ ...plain, name: 'My  work' })).toBe('My work')
  expect(titled(plain)).toBe('untitled')
  expect(titled({ ...clipWorkflow({ prompt: '' }), name: 'Named' })).toBe('Named')
  const long = titled(clipWorkflow({ prompt: 'a ball '.repeat(100) }))
  expect(long).toMatch(/^a ball a ball .*…$/)
  expect(long.length).toBeLessThanOrEqual(120)
})

test('a circle of texts behind the prompt ends the search for a title', () => {
  const circle = workflowOf({
    a: ['trim', { text: from('b', 'text') }],
    b: ['trim', { text: from('a', 'text') }],
    steps: ['steps', { positive: from('a', 'text') }],
    show: ['show', { text: 'x' }],
    other: ['show', { other: from('steps', 'latent') }],
  })
  expect(order({ ...circle, name: 'n' })).toMatchObject({ order: { title: 'n' } })
})

test('one result that can run is enough; where none can, each problem stands at its node', () => {
  const broken = workflowOf({
    bad: ['decode', {}],
    export: ['export', { frames: from('bad', 'frames') }],
    show: ['show', { text: 'fine' }],
  })
  expect(order(broken)).toHaveProperty('order')
  const { show: _, ...rest } = broken.nodes
  const answer = refused({ ...broken, nodes: rest })
  expect(answer.error).toContain('Decode')
  expect(answer.problems?.map(({ node }) => node)).toEqual(['bad'])
})

test('what is no workflow, or has nothing to run, is refused in words', () => {
  expect(refused({ format: 'other' }).error).toContain('no Reelgraph workflow')
  expect(refused(undefined).error).toMatch(/JSON/)
  expect(refused(null).error).toContain('holds no object')
  expect(refused(workflowOf({}))).toMatchObject({
    error: expect.stringContaining('nothing to run'),
    said: { code: 'noResultNode' },
  })
  expect(refused(workflowOf({ a: ['gone', {}] })).error).toContain('There is no node "gone"')
  for (const id of ['', '../x', 'x'.repeat(90)])
    expect(refused(clipWorkflow(), id).error).toContain('names no workflow')
  let deep: unknown = 0
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(refused({ ...clipWorkflow(), deep }).error).toContain('cannot be written as JSON')
  expect(refused({ ...clipWorkflow(), ballast: 'x'.repeat(21 * 1024 * 1024) }).error).toContain('20 MiB')
})

test('10,000 nodes are looked through without a call stack', () => {
  const count = 10_000
  const chain = workflowOf(
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `n${at}`,
        at === count - 1
          ? (['show', { text: from(`n${at - 1}`, 'text') }] as const)
          : (['trim', at === 0 ? { text: 'x' } : { text: from(`n${at - 1}`, 'text') }] as const),
      ]),
    ),
  )
  const answer = order(chain)
  expect('order' in answer && answer.order.nodes.length).toBe(count)
  expect(orderRun('w', chain, palette)).toHaveProperty('error')
})

test('a job keeps the seeds that it runs with: drawn by the server, or by who sent it', () => {
  const show = { ...workflowOf({ n: ['noise', {}], show: ['show', {}] }) }
  const seeded: Workflow = {
    ...show,
    nodes: {
      ...show.nodes,
      s: { node: 'source', version: 1, at: [0, 0], inputs: { seed: { value: 7, draw: 'random' } } },
    },
  }
  const withSource = { ...definitions, source: palette.source! }
  for (const [draw, seed] of [
    [() => 41, 41],
    [undefined, 7],
  ] as const) {
    const answer = orderRun('w', seeded, withSource, draw)
    if (!('order' in answer)) throw new Error(answer.error)
    expect(readWorkflow(answer.order.document, fileTexts).nodes.s!.inputs).toEqual({ seed: { value: seed } })
    expect(readWorkflow(answer.sent, fileTexts)).toEqual(seeded)
  }
})
