import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planRun } from '../../../server/worker/run-plan.ts'
import { type Definitions, definitionOf } from '../../../workflow/definition.ts'
import {
  emptyWorkflow,
  isLink,
  nodeOf,
  type PlacedNode,
  readWorkflow,
  type Workflow,
  writeWorkflow,
} from '../../../workflow/document.ts'
import { connect, type Edit, placedNode, setValue } from '../../../workflow/edits.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'
import { framesOf } from '../../../workflow/frames.ts'
import { ruleTexts } from '../../../workflow/rule-texts.ts'
import { problemsOf } from '../../../workflow/rules.ts'
import { createDefinitionsIn, definitionsIn } from '../../../workflow/subgraphs/definitions-in.ts'
import { flatOutput } from '../../../workflow/subgraphs/flat-output.ts'
import { flatten } from '../../../workflow/subgraphs/flatten.ts'
import {
  changedLevel,
  flatId,
  inLevel,
  levelOf,
  pathTo,
  placeOfFlat,
  validPath,
} from '../../../workflow/subgraphs/level.ts'
import { checkLibraryItem, libraryItemOf, makeUnique, takeIn } from '../../../workflow/subgraphs/library.ts'
import { makeSubgraph } from '../../../workflow/subgraphs/make.ts'
import { movePort, removePort, retitlePort } from '../../../workflow/subgraphs/ports.ts'
import { countInstances, subgraphKind } from '../../../workflow/subgraphs/subgraph.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'
import { ungroup } from '../../../workflow/subgraphs/ungroup.ts'
import { palette as plain } from '../../fakes/palette.ts'
import { builtWorkflow } from '../arbitrary.ts'

const palette: Definitions = { ...plain, show: { ...plain.show!, result: true } }
const place = (kind: string, inputs: PlacedNode['inputs'] = {}, mode?: string): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, ...(mode ? { mode } : {}), inputs: { ...node.inputs, ...inputs } }
}
const link = (from: string, output = 'latent') => ({ from, output })
const chain = (): Workflow => ({
  ...emptyWorkflow('x'),
  nodes: {
    a: place('source'),
    b: place('through', { latent: link('a') }),
    c: place('decode', { latent: link('b') }),
    d: place('show', { picture: link('c', 'frames') }),
  },
})

interface Grouped {
  readonly workflow: Workflow
  readonly subgraph: string
  readonly instance: string
}
const made = (workflow: Workflow, ids: Iterable<string>, path: readonly string[] = []): Grouped => {
  const level = levelOf(workflow, path)
  const definitions = definitionsIn(palette, level, subgraphTexts)
  const result = makeSubgraph(level, definitions, ids, { title: 'Part', texts: subgraphTexts })
  if ('refusal' in result) throw new Error(result.refusal)
  return { ...result, workflow: inLevel(path, definitions, result.edit)(workflow) }
}
const grouped = made(chain(), ['b', 'c'])

/** Workflows with some of their nodes chosen so that they can be one. */
const chosen = fc
  .tuple(builtWorkflow(palette), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40 }))
  .map(([workflow, dice]) => ({
    workflow,
    ids: Object.keys(workflow.nodes).filter((_, index) => (dice[index] ?? 1) < 0.5),
  }))

/** A flat document by ids without the way to them. */
const bare = ({ nodes, subgraphs: _, ...rest }: Workflow) => {
  const name = (id: string) => placeOfFlat({ ...rest, nodes: {} }, id).id
  return {
    ...rest,
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, node]) => [
        name(id),
        {
          ...node,
          inputs: Object.fromEntries(
            Object.entries(node.inputs).map(([key, filled]) => [
              key,
              isLink(filled) ? { ...filled, from: name(filled.from) } : filled,
            ]),
          ),
        },
      ]),
    ),
  }
}

describe('a subgraph', () => {
  test('of any nodes opens to the document that it was made of, and ungroups to that very document', () => {
    fc.assert(
      fc.property(chosen, fc.option(fc.tuple(fc.integer(), fc.integer())), ({ workflow, ids }, place) => {
        const result = makeSubgraph(workflow, palette, ids, {
          title: 'Part',
          ...(place && { at: place }),
          frames: new Set(framesOf(workflow).map(([id]) => id)),
          texts: subgraphTexts,
        })
        if ('refusal' in result) return
        const after = result.edit(workflow)
        expect(framesOf(after)).toEqual([])
        if (place) expect(after.nodes[result.instance]!.at).toEqual(place)
        expect(Object.keys(after.nodes)).toHaveLength(Object.keys(workflow.nodes).length - ids.length + 1)
        const flat = flatten(after, palette)
        expect(bare(flat)).toEqual(bare({ ...workflow, frames: undefined }))
        expect(flatten(flat, palette)).toBe(flat)
        const back = ungroup(after, definitionsIn(palette, after, subgraphTexts), result.instance, subgraphTexts)
        if ('refusal' in back) throw new Error(back.refusal)
        expect(inLevel([], palette, back.edit)(after)).toEqual(workflow)
        expect(writeWorkflow(readWorkflow(writeWorkflow(after), fileTexts))).toBe(writeWorkflow(after))
      }),
      { numRuns: 400 },
    )
  })

  test('changes nothing of the run: the same nodes with the same inputs, in any depth', () => {
    fc.assert(
      fc.property(chosen, fc.integer({ min: 1, max: 4 }), ({ workflow, ids }, depth) => {
        let after = workflow
        const path: string[] = []
        let rest: readonly string[] = ids
        for (let left = depth; left > 0 && rest.length > 0; left--) {
          const level = levelOf(after, path)
          const definitions = definitionsIn(palette, level, subgraphTexts)
          const result = makeSubgraph(level, definitions, rest, { title: `Depth ${left}`, texts: subgraphTexts })
          if ('refusal' in result) break
          after = inLevel(path, definitions, result.edit)(after)
          path.push(result.instance)
          rest = rest.slice(1)
        }
        const [was, is] = [planRun(workflow, palette), planRun(after, palette)]
        expect(bare(is.document)).toEqual(bare(was.document))
        expect([...is.wanted].map((id) => placeOfFlat({ ...after, nodes: {} }, id).id).sort()).toEqual(
          [...was.wanted].sort(),
        )
        expect([...is.problems.values()].map((each) => each.message).sort()).toEqual(
          [...was.problems.values()].map((each) => each.message).sort(),
        )
      }),
      { numRuns: 200 },
    )
  })

  test('has a socket for each wire that crosses its edge, with the type and the title of what is inside', () => {
    const definitions = definitionsIn(palette, grouped.workflow, subgraphTexts)
    const definition = definitionOf(definitions, subgraphKind(grouped.subgraph))!
    expect(definition.inputs).toEqual({ latent: { kind: 'port', title: 'latent', about: '', type: 'latent' } })
    expect(definition.outputs).toEqual({ frames: { title: 'frames', type: 'frames' } })
    expect(problemsOf(grouped.workflow, definitions, ruleTexts)).toEqual([])
    expect(planRun(grouped.workflow, palette).order).toEqual([
      'a',
      `${grouped.instance}/b`,
      `${grouped.instance}/c`,
      'd',
    ])
  })

  test('is refused where a node outside stands between the chosen ones', () => {
    expect(makeSubgraph(chain(), palette, ['a', 'c'], { title: 'x', texts: subgraphTexts })).toEqual({
      refusal: 'The through stands between the selected nodes: select it too',
    })
    expect(makeSubgraph(chain(), palette, [], { title: 'x', texts: subgraphTexts })).toHaveProperty('refusal')
  })

  test('that is muted takes what reads it along; one that is bypassed hands on what it reads of the type', () => {
    const { workflow, instance } = made(chain(), ['b'])
    const withMode = (mode: string): Workflow => ({
      ...workflow,
      nodes: { ...workflow.nodes, [instance]: { ...nodeOf(workflow, instance)!, mode } },
    })
    expect(planRun(withMode('mute'), palette)).toMatchObject({ wanted: [], silenced: ['d'] })
    const bypassed = planRun(withMode('bypass'), palette)
    expect(bypassed.order).toEqual(['a', 'c', 'd'])
    expect(bypassed.document.nodes.c!.inputs.latent).toEqual(link('a'))
    const nothing = made(chain(), ['b', 'c'])
    const gap = { ...nothing.workflow.nodes[nothing.instance]!, mode: 'bypass' }
    const broken = { ...nothing.workflow, nodes: { ...nothing.workflow.nodes, [nothing.instance]: gap } }
    expect(planRun(broken, palette).problems.get('d')?.message).toMatch(/bypassed and has nothing of its kind/)
  })

  test('whose field is promoted gets the field at every instance, and each says its own', () => {
    const { workflow, subgraph, instance } = made(chain(), ['a', 'b'])
    const inner = definitionsIn(palette, workflow, subgraphTexts, subgraph)
    const promote = (input: string): Edit =>
      inLevel([instance], inner, connect({ from: 'inputs', output: '+', to: 'a', input }))
    const once = promote('kind')(promote('count')(workflow))
    const definition = definitionOf(definitionsIn(palette, once, subgraphTexts), subgraphKind(subgraph))!
    expect(definition.inputs.count).toMatchObject({ kind: 'number', min: 8, max: 64, strict: true, default: 16 })
    expect(definition.inputs.kind).toMatchObject({ kind: 'choice', default: 'plain' })
    expect(nodeOf(once, instance)!.inputs).toEqual({ count: { value: 16 }, kind: { value: 'plain' } })
    expect(flatten(once, palette).nodes[flatId([instance], 'a')]!.inputs).toEqual(
      workflow.subgraphs![subgraph]!.nodes.a!.inputs,
    )
    const other = setValue(instance, 'count', 24)(once)
    expect(flatten(other, palette).nodes[flatId([instance], 'a')]!.inputs.count).toEqual({ value: 24 })
    expect(
      problemsOf(levelOf(other, [instance]), definitionsIn(palette, other, subgraphTexts, subgraph), ruleTexts),
    ).toEqual([])
    expect(
      problemsOf(setValue(instance, 'count', 7)(once), definitionsIn(palette, once, subgraphTexts), ruleTexts),
    ).toHaveLength(1)
    const without = removePort(
      subgraph,
      'inputs',
      'count',
      definitionsIn(palette, other, subgraphTexts, subgraph),
      definitionsIn(palette, other, subgraphTexts),
    )
    // What runs stays as it is, where the instances agree on it.
    const less = without(other)
    expect(flatten(less, palette)).toEqual(flatten(other, palette))
    expect(nodeOf(less, instance)!.inputs).toEqual({ kind: { value: 'plain' } })
    const second = { ...nodeOf(other, instance)!, inputs: { ...nodeOf(once, instance)!.inputs } }
    const apart = without({ ...other, nodes: { ...other.nodes, second } })
    expect(apart.subgraphs![subgraph]!.nodes.a!.inputs.count).toEqual({ value: 16 })
  })

  test('keeps its wires when a port gets another title or place, and empties what read a port that is taken away', () => {
    const { workflow, subgraph, instance } = grouped
    const titled = retitlePort(subgraph, 'outputs', 'frames', 'Pictures')(workflow)
    expect(definitionsIn(palette, titled, subgraphTexts)[subgraphKind(subgraph)]!.outputs.frames!.title).toBe(
      'Pictures',
    )
    expect(flatten(titled, palette)).toEqual(flatten(workflow, palette))
    expect(movePort(subgraph, 'outputs', 'frames', 5)(titled)).toBe(titled)
    const gone = removePort(
      subgraph,
      'outputs',
      'frames',
      definitionsIn(palette, workflow, subgraphTexts, subgraph),
      palette,
    )(workflow)
    expect(nodeOf(gone, 'd')!.inputs).toEqual({})
    expect(gone.subgraphs![subgraph]!.outputs).toEqual([])
    expect(nodeOf(gone, instance)!.inputs).toEqual({ latent: link('a') })
  })

  test('hands on the outputs that its opened document is wired to, seen from outside and from inside', () => {
    fc.assert(
      fc.property(chosen, ({ workflow, ids }) => {
        const result = makeSubgraph(workflow, palette, ids, { title: 'Part', texts: subgraphTexts })
        if ('refusal' in result) return
        const grouped = inLevel([], palette, result.edit)(workflow)
        const flat = flatten(grouped, palette)
        for (const path of [[], [result.instance]])
          for (const [id, node] of Object.entries(levelOf(grouped, path).nodes))
            for (const [input, filled] of Object.entries(node.inputs)) {
              const opened = nodeOf(flat, flatId(path, id))?.inputs[input]
              if (isLink(filled) && opened && isLink(opened))
                expect(flatOutput(grouped, path, { node: filled.from, output: filled.output })).toEqual({
                  node: opened.from,
                  output: opened.output,
                })
            }
      }),
    )
  })

  test('is shared by its instances until one is made unique, and goes with the last of them', () => {
    const { workflow, subgraph, instance } = grouped
    const twice: Workflow = { ...workflow, nodes: { ...workflow.nodes, e: nodeOf(workflow, instance)! } }
    expect(countInstances(twice, subgraph)).toBe(2)
    const apart = makeUnique('e')(twice)
    expect(countInstances(apart, subgraph)).toBe(1)
    expect(flatten(apart, palette)).toEqual(flatten(twice, palette))
    expect(Object.values(apart.subgraphs!).map((each) => each.title)).toEqual(['Part', 'Part 2'])
    const without = (id: string): Edit =>
      inLevel([], palette, ({ nodes: { [id]: _, ...nodes }, ...rest }) => ({ ...rest, nodes }))
    expect(Object.keys(without('e')(apart).subgraphs!)).toEqual([subgraph])
    expect(without(instance)(without('e')(apart))).not.toHaveProperty('subgraphs')
  })

  test('goes into another document with all that stands in it; one that is there is used again, a taken id is not', () => {
    const inner = made(grouped.workflow, ['c'], [grouped.instance])
    const item = checkLibraryItem(
      JSON.parse(JSON.stringify(libraryItemOf(inner.workflow, grouped.subgraph))),
      fileTexts,
    )
    expect(Object.keys(item.subgraphs)).toHaveLength(2)
    const first = takeIn(emptyWorkflow('y'), item)
    const taken = first.edit(emptyWorkflow('y'))
    expect(taken.subgraphs).toEqual(item.subgraphs)
    expect(takeIn(taken, item)).toMatchObject({ id: first.id })
    expect(takeIn(taken, item).edit(taken)).toBe(taken)
    const changed = {
      ...item,
      subgraphs: { ...item.subgraphs, [item.main]: { ...item.subgraphs[item.main]!, title: 'Other' } },
    }
    const second = takeIn(taken, changed)
    expect(second.id).not.toBe(item.main)
    const both = second.edit(taken)
    expect(Object.keys(both.subgraphs!)).toHaveLength(3)
    // One of the same name with other content is told from it, and is the same when it comes again.
    const nodes = { ...item.subgraphs[item.main]!.nodes }
    const edited = {
      ...item,
      subgraphs: { [item.main]: { ...item.subgraphs[item.main]!, anchor: [7, 7] as const, nodes } },
    }
    const third = takeIn(both, { ...edited, subgraphs: { ...item.subgraphs, ...edited.subgraphs } })
    const three = third.edit(both)
    expect(three.subgraphs![third.id]!.title).toBe('Part 2')
    expect(takeIn(three, { ...edited, subgraphs: { ...item.subgraphs, ...edited.subgraphs } }).id).toBe(third.id)
    expect(takeIn(three, item).id).toBe(item.main)
    expect(() => checkLibraryItem({ ...item, main: 'nobody' }, fileTexts)).toThrow(/main/)
  })

  test('that contains itself says so with names, and nothing hangs; neither does one that would open to billions', () => {
    const { workflow, subgraph } = grouped
    const into = (inside: string): Workflow => ({
      ...workflow,
      subgraphs: {
        ...workflow.subgraphs,
        [subgraph]: {
          ...workflow.subgraphs![subgraph]!,
          nodes: {
            ...workflow.subgraphs![subgraph]!.nodes,
            z: { node: subgraphKind(inside), version: 1, at: [0, 0], inputs: {} },
          },
        },
      },
    })
    const endless = into(subgraph)
    expect(problemsOf(endless, definitionsIn(palette, endless, subgraphTexts), ruleTexts)[0]!.message).toMatch(
      /contains itself: Part → Part/,
    )
    expect([...planRun(endless, palette).problems.values()][0]!.message).toMatch(/contains itself/)
    const edges = {
      inputs: workflow.subgraphs![subgraph]!.nodes.inputs!,
      outputs: workflow.subgraphs![subgraph]!.nodes.outputs!,
    }
    const level = (depth: number) => ({
      title: `L${depth}`,
      inputs: [],
      outputs: [],
      nodes: {
        ...edges,
        outputs: { ...edges.outputs, inputs: {} },
        ...Object.fromEntries(
          Array.from({ length: 10 }, (_, index) => [
            `n${index}`,
            depth === 0
              ? place('show')
              : { node: subgraphKind(`l${depth - 1}`), version: 1, at: [0, 0] as const, inputs: {} },
          ]),
        ),
      },
    })
    const huge: Workflow = {
      ...emptyWorkflow('huge'),
      nodes: { top: { node: subgraphKind('l12'), version: 1, at: [0, 0], inputs: {} } },
      subgraphs: Object.fromEntries(Array.from({ length: 13 }, (_, depth) => [`l${depth}`, level(depth)])),
    }
    expect(planRun(huge, palette).problems.get('top')?.message).toMatch(/more than 200,000 nodes/)
  })
})

describe('a level', () => {
  test('is edited as a document of its own, and nothing else of the document changes', () => {
    const { workflow, subgraph, instance } = grouped
    const inner = definitionsIn(palette, workflow, subgraphTexts, subgraph)
    const edit = inLevel([instance], inner, setValue('c', 'odd', 1))(workflow)
    expect(edit.nodes).toBe(workflow.nodes)
    expect(edit.subgraphs![subgraph]!.nodes.b).toBe(workflow.subgraphs![subgraph]!.nodes.b)
    expect(levelOf(edit, [instance]).nodes.c!.inputs.odd).toEqual({ value: 1 })
    expect(inLevel([instance], inner, (same) => same)(workflow)).toBe(workflow)
    expect(changedLevel(workflow, edit, [])).toEqual([instance])
    expect(changedLevel(workflow, edit, [instance])).toEqual([instance])
    expect(changedLevel(workflow, setValue('a', 'count', 24)(workflow), [instance])).toEqual([])
    expect(changedLevel(workflow, chain(), [instance])).toEqual([])
  })

  test('is found by its path, and a path that leads nowhere ends where it still leads', () => {
    const inner = made(grouped.workflow, ['c'], [grouped.instance])
    const path = [grouped.instance, inner.instance]
    expect(pathTo(inner.workflow, inner.subgraph)).toEqual(path)
    expect(validPath(inner.workflow, [...path, 'nobody'])).toEqual(path)
    expect(validPath(grouped.workflow, path)).toEqual([grouped.instance])
    expect(placeOfFlat(inner.workflow, flatId(path, 'a/%b'))).toEqual({ path, id: 'a/%b' })
  })

  test('has definitions that stay the same objects while they say the same', () => {
    const remember = createDefinitionsIn(palette, subgraphTexts)
    const first = remember(grouped.workflow, grouped.subgraph)
    const moved = inLevel([grouped.instance], first, (level) => ({
      ...level,
      nodes: { ...level.nodes, c: { ...level.nodes.c!, at: [9, 9] } },
    }))(grouped.workflow)
    const second = remember(moved, grouped.subgraph)
    const kind = subgraphKind(grouped.subgraph)
    expect(second[kind]).toBe(first[kind])
    expect(first[kind]!.unlisted).toBe(true)
    expect(remember(grouped.workflow)[kind]!.unlisted).toBeUndefined()
  })
})
