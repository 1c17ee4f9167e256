import { join } from 'node:path'
import { expect, test } from 'vitest'
import { translatedExample } from '../../../app/state/translated-example.ts'
import { examples as german } from '../../../app/texts/de/examples.ts'
import { createExamples } from '../../../server/examples.ts'
import { findRoot } from '../../../server/find-root.ts'
import { readWorkflow, type Workflow } from '../../../workflow/document.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'

const files = createExamples(join(findRoot(), 'examples'))
const all = await Promise.all(
  (await files.list()).map(async ({ id }) => [id, readWorkflow((await files.read(id)) ?? '', fileTexts)] as const),
)
/** Solvers, and the guidance, have these names in German too. */
const properNames = /^(DPM-Solver|DDIM|Euler|Guidance)/

/** A document with all that is said to people left out. */
const mute = ({ name: _, about: __, nodes, ...rest }: Workflow & { readonly about?: unknown }) => ({
  ...rest,
  nodes: Object.fromEntries(
    Object.entries(nodes).map(([id, { title, inputs, ...node }]) => [
      id,
      { ...node, titled: title !== undefined, inputs: node.node === 'note' ? Object.keys(inputs) : inputs },
    ]),
  ),
})

test.each(all)('%s is in German all that it says, and does the same', (id, workflow) => {
  const words = german[id]
  expect(words).toBeDefined()
  const told = translatedExample(workflow, words!)
  expect(mute(told)).toEqual(mute(workflow))
  expect([told.name, (told as { about?: unknown }).about]).toEqual([words?.name, words?.about])
  for (const [node, { title, node: kind, inputs }] of Object.entries(workflow.nodes)) {
    const there = told.nodes[node]!
    if (kind === 'note') expect(there.inputs.text, node).not.toEqual(inputs.text)
    if (title === undefined || properNames.test(title)) expect(there.title).toBe(title)
    else expect(words?.titles, node).toHaveProperty(node)
  }
})

test('titles that nobody gave are not written, and what is not there is passed over', () => {
  const [, workflow] = all[0]!
  const { title: _, ...untitled } = workflow.nodes.prompt!
  const bare = { ...workflow, nodes: { ...workflow.nodes, prompt: untitled } }
  const words = { name: 'N', about: 'A', titles: { prompt: 'P', gone: 'G' }, notes: { prompt: 'N', gone: 'G' } }
  expect(translatedExample(bare, words).nodes).toEqual(bare.nodes)
})
