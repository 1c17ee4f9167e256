import { expect, test } from 'vitest'
import { refusedRun } from '../../../app/shell/refused-run.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import { markNodes } from '../../../workflow/card-edits.ts'
import { emptyWorkflow, type PlacedNode, type Subgraph } from '../../../workflow/document.ts'
import { addNode, placedNode, setValue } from '../../../workflow/edits.ts'
import { ruleTexts } from '../../../workflow/rule-texts.ts'
import { problemsOf } from '../../../workflow/rules.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { flatten } from '../../../workflow/subgraphs/flatten.ts'
import { inLevel } from '../../../workflow/subgraphs/level.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphKind } from '../../../workflow/subgraphs/subgraph.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'

const placed = (node: string): PlacedNode => ({ node, version: 1, at: [0, 0], inputs: {} })

test('a refused run names the node, and what the rules say of it in the language that is chosen', async () => {
  const definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
  const placed = addNode('s', placedNode(definitions.scheduler!, [0, 0]))(emptyWorkflow('x'))
  const workflow = setValue('s', 'steps', 0.5)(placed)
  const problems = problemsOf(workflow, definitions, ruleTexts)
  const answer = { error: 'Scheduler: it is refused.', problems }
  expect(problems).toHaveLength(1)
  const english = refusedRun(answer, workflow, definitions, en)
  expect(english).toEqual({ message: `Scheduler: ${problems[0]!.message}`, nodes: ['s'] })
  expect(refusedRun(answer, workflow, definitions, de).message).toBe(
    `Scheduler: ${problemsOf(workflow, definitions, de.wires)[0]!.message}`,
  )
  // What no rule says here, the server said.
  const other = { error: '', problems: [{ node: 's', message: 'the disk is full' }] }
  expect(refusedRun(other, workflow, definitions, de).message).toBe('Scheduler: Der Server meldet: „the disk is full“')
  expect(refusedRun({ error: 'No node can run.' }, workflow, definitions, en).message).toBe('No node can run.')
})

test('subgraphs that open to too many nodes are refused in the language that is chosen', async () => {
  const palette = await (await loadCatalogue()).definitions({ list: async () => [] })
  // Ten of each within each, eight deep: a hundred million nodes.
  const levels = Array.from({ length: 9 }, (_, depth): [string, Subgraph] => [
    `level${depth}`,
    {
      title: `Level ${depth}`,
      inputs: [],
      outputs: [],
      nodes: Object.fromEntries(
        Array.from({ length: 10 }, (_, index) => [
          `n${index}`,
          placed(depth === 0 ? 'preview' : subgraphKind(`level${depth - 1}`)),
        ]),
      ),
    },
  ])
  const huge = {
    ...emptyWorkflow('x'),
    nodes: { top: placed(subgraphKind('level8')) },
    subgraphs: Object.fromEntries(levels),
  }
  const { message } = refusedRun(
    { error: '', problems: [{ node: 'top', message: 'too many' }] },
    flatten(huge, palette),
    definitionsIn(palette, huge, de.subgraphs),
    de,
  )
  expect(message).toBe(`Level 8: ${de.subgraphs.tooMany(200_000)}`)
  expect(message).toContain('mehr als 200.000 Knoten')
})

test('where all is muted, what is muted inside of a subgraph is named by the way to it, and shown', async () => {
  const palette = await (await loadCatalogue()).definitions({ list: async () => [] })
  const nodes = {
    decode: placedNode(palette['vae-decode']!, [0, 0]),
    preview: { ...placedNode(palette.preview!, [0, 0]), inputs: { frames: { from: 'decode', output: 'frames' } } },
  }
  const drawn = { ...emptyWorkflow('x'), nodes }
  const made = makeSubgraph(drawn, palette, ['decode'], { title: 'Start', texts: subgraphTexts })
  if ('refusal' in made) throw new Error(made.refusal)
  const grouped = made.edit(drawn)
  const muted = inLevel([made.instance], palette, markNodes(['decode'], 'mode', 'mute'))(grouped)
  const refused = refusedRun({ error: 'There is nothing to run.' }, muted, palette, en)
  expect(refused.nodes).toEqual([`${made.instance}/decode`])
  expect(refused.message).toContain('End the mute of Start › VAE decode (M), and run again.')
  expect(refusedRun({ error: 'x' }, muted, palette, de).message).toContain('von Start › VAE decode (M) und')
  // A bypassed instance is called what its card says.
  const bypassed = markNodes([made.instance], 'mode', 'bypass')(grouped)
  const [problem] = problemsOf(bypassed, definitionsIn(palette, bypassed, subgraphTexts), ruleTexts)
  expect(refusedRun({ error: '', problems: [problem!] }, bypassed, palette, en).message).toContain(
    'reads Start, which is bypassed',
  )
  expect(refusedRun({ error: 'It is full.' }, grouped, palette, en).message).toBe('It is full.')
})
