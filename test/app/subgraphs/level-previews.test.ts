import { expect, test } from 'vitest'
import type { Preview, Previews } from '../../../app/state/app-context.ts'
import { levelPreviews } from '../../../app/subgraphs/level-previews.ts'
import type { Definitions } from '../../../workflow/definition.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { placedNode } from '../../../workflow/edits.ts'
import { definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { inLevel, levelOf } from '../../../workflow/subgraphs/level.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { palette as plain } from '../../fakes/palette.ts'

const palette: Definitions = { ...plain, through: { ...plain.through!, view: 'latent' } }
const link = (from: string) => ({ latent: { from, output: 'latent' } })
const chain: Workflow = {
  ...emptyWorkflow('x'),
  nodes: {
    a: placedNode(palette.source!, [0, 0]),
    b: { ...placedNode(palette.through!, [300, 0]), inputs: link('a') },
    c: { ...placedNode(palette.through!, [600, 0]), inputs: link('b') },
    d: { ...placedNode(palette.through!, [900, 0]), inputs: link('c') },
  },
}
const make = (workflow: Workflow, ids: readonly string[], path: readonly string[] = []) => {
  const level = levelOf(workflow, path)
  const made = makeSubgraph(level, definitionsIn(palette, level, subgraphTexts), ids, {
    title: 'Part',
    texts: subgraphTexts,
  })
  if ('refusal' in made) throw new Error(made.refusal)
  return {
    workflow: inLevel(path, definitionsIn(palette, workflow, subgraphTexts), made.edit)(workflow),
    instance: made.instance,
  }
}

/** Previews by node, as a run leaves them. */
const store = (at: Readonly<Record<string, number>>) => {
  const listened: string[] = []
  const held: string[] = []
  const joining = (all: string[]) => (_: string, node: string) => {
    all.push(node)
    return () => all.splice(all.indexOf(node), 1)
  }
  const previews: Previews = {
    latest: (_, node) => (Object.hasOwn(at, node) ? ({ header: { node, at: at[node] } } as Preview) : undefined),
    steps: (_, node) => [{ header: { node, step: 1 } } as Preview],
    subscribe: joining(listened),
    watch: joining(listened),
    hold: joining(held),
    recall: () => {},
    drawn: () => {},
  }
  return { previews, listened, held }
}

test('an instance shows the newest preview of all that is inside, at any depth, and hears of each', () => {
  const outer = make(chain, ['b', 'c', 'd'])
  const { workflow, instance: inner } = make(outer.workflow, ['c'], [outer.instance])
  const [b, c, d] = ['b', `${inner}/c`, 'd'].map((each) => `${outer.instance}/${each}`) as [string, string, string]
  const definitions = definitionsIn(palette, workflow, subgraphTexts)
  for (const [at, newest] of [
    [{ [b]: 1 }, b],
    [{ [b]: 1, [c]: 2 }, c],
    [{ [b]: 1, [c]: 2, [d]: 3 }, d],
    [{ [b]: 4, [c]: 2, [d]: 3 }, b],
  ] as const) {
    const { previews, listened, held } = store(at)
    const level = levelPreviews(previews, [], () => workflow, definitions)
    expect(level.latest('w', outer.instance)?.header.node).toBe(newest)
    expect(level.steps('w', outer.instance).map(({ header }) => header.node)).toEqual([newest])
    for (const [join, all] of [
      [level.subscribe, listened],
      [level.watch, listened],
      [level.hold, held],
    ] as const) {
      const end = join('w', outer.instance, () => {})
      expect(all.sort()).toEqual([b, c, d].sort())
      end()
      expect(all).toEqual([])
    }
    const within = levelPreviews(previews, [outer.instance], () => levelOf(workflow, [outer.instance]), definitions)
    expect(within.latest('w', 'b')?.header.node).toBe(b)
    expect(within.latest('w', inner)?.header.node).toBe(c in at ? c : undefined)
  }
})
