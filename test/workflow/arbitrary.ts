import fc from 'fast-check'
import { markNodes } from '../../workflow/card-edits.ts'
import type { Definitions } from '../../workflow/definition.ts'
import { emptyWorkflow, linksOf, newNodeId, type Workflow } from '../../workflow/document.ts'
import {
  addNode,
  connect,
  disconnect,
  type Edit,
  fragmentOf,
  moveNodes,
  paste,
  placedNode,
  removeNodes,
  rename,
  retitle,
  setValue,
} from '../../workflow/edits.ts'
import { addFrame, changeFrame, framesOf, removeFrame } from '../../workflow/frames.ts'
import { nodeModes } from '../../workflow/modes.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { linkRefusal } from '../../workflow/rules.ts'
import { definitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { inLevel, pathTo } from '../../workflow/subgraphs/level.ts'
import { makeUnique } from '../../workflow/subgraphs/library.ts'
import { makeSubgraph } from '../../workflow/subgraphs/make.ts'
import { movePort, removePort } from '../../workflow/subgraphs/ports.ts'
import { subgraphIdOf, subgraphKind, subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import { subgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import { ungroup } from '../../workflow/subgraphs/ungroup.ts'
import { tints } from '../../workflow/tints.ts'
import { insertOnWire, placeOnWire, removeKeepingWires } from '../../workflow/wire-edits.ts'

/** An edit that looks at the document it will be made on, as a person does. */
export type Gesture = (workflow: Workflow) => Edit

const pick = <T>(list: readonly T[], at: number): T | undefined => list[Math.floor(at * list.length)]

/** Every kind of edit, on nodes and inputs drawn at random. */
export const gesture = (definitions: Definitions): fc.Arbitrary<Gesture> => {
  const unit = fc.double({ min: 0, max: 0.999, noNaN: true })
  const kinds = Object.values(definitions)
  const idOf = (workflow: Workflow, at: number) => pick(Object.keys(workflow.nodes), at) ?? 'nobody'
  const frameIdOf = (workflow: Workflow, at: number) => pick(framesOf(workflow), at)?.[0] ?? 'nobody'
  return fc.oneof(
    fc.tuple(unit, unit, unit).map(
      ([k, x, y]): Gesture =>
        () =>
          addNode(newNodeId(), placedNode(pick(kinds, k)!, [x * 1000, y * 1000])),
    ),
    fc.tuple(unit, unit, unit, unit).map(
      ([from, to, out, into]): Gesture =>
        (workflow) => {
          const source = idOf(workflow, from)
          const target = idOf(workflow, to)
          const wish = {
            from: source,
            to: target,
            output: pick(Object.keys(definitions[workflow.nodes[source]?.node ?? '']?.outputs ?? {}), out) ?? '',
            input: pick(Object.keys(definitions[workflow.nodes[target]?.node ?? '']?.inputs ?? {}), into) ?? '',
          }
          return linkRefusal(workflow, definitions, wish, ruleTexts) ? (same) => same : connect(wish)
        },
    ),
    unit.map(
      (at): Gesture =>
        (workflow) => {
          const link = pick(linksOf(workflow), at)
          return link ? disconnect(link.to, link.input, definitions) : (same) => same
        },
    ),
    fc.tuple(unit, unit).map(
      ([a, b]): Gesture =>
        (workflow) =>
          removeNodes(new Set([idOf(workflow, a), idOf(workflow, b)]), definitions),
    ),
    fc.tuple(unit, fc.integer({ min: 1, max: 8 })).map(
      ([at, count]): Gesture =>
        (workflow) =>
          setValue(idOf(workflow, at), 'count', count * 8),
    ),
    fc.tuple(unit, unit, unit).map(
      ([at, x, y]): Gesture =>
        (workflow) =>
          moveNodes(new Map([[idOf(workflow, at), [x * 999, y * 999] as const]])),
    ),
    fc.tuple(unit, fc.string()).map(
      ([at, title]): Gesture =>
        (workflow) =>
          retitle(idOf(workflow, at), title),
    ),
    fc.string().map(
      (name): Gesture =>
        () =>
          rename(name),
    ),
    fc.tuple(unit, unit, fc.constantFrom(undefined, ...nodeModes)).map(
      ([a, b, mode]): Gesture =>
        (workflow) =>
          markNodes([idOf(workflow, a), idOf(workflow, b)], 'mode', mode),
    ),
    fc.tuple(unit, fc.constantFrom(undefined, true as const)).map(
      ([at, collapsed]): Gesture =>
        (workflow) =>
          markNodes([idOf(workflow, at)], 'collapsed', collapsed),
    ),
    fc.tuple(unit, fc.constantFrom(undefined, ...tints)).map(
      ([at, colour]): Gesture =>
        (workflow) =>
          markNodes([idOf(workflow, at)], 'colour', colour),
    ),
    fc.tuple(unit, unit, fc.string(), fc.constantFrom(undefined, ...tints)).map(
      ([x, y, title, colour]): Gesture =>
        () =>
          addFrame(newNodeId(), {
            title,
            ...(colour ? { colour } : {}),
            at: [x * 999, y * 999],
            size: [x * 500, y * 500],
          }),
    ),
    fc.tuple(unit, unit, unit, fc.string(), fc.constantFrom(undefined, ...tints)).map(
      ([at, x, y, title, colour]): Gesture =>
        (workflow) =>
          changeFrame(
            frameIdOf(workflow, at),
            x < 0.5 ? { title, colour } : { at: [x * 999, y * 999], size: [y * 999, x * 999] },
          ),
    ),
    unit.map(
      (at): Gesture =>
        (workflow) =>
          removeFrame(frameIdOf(workflow, at)),
    ),
    fc.tuple(unit, unit).map(
      ([at, which]): Gesture =>
        (workflow) => {
          const link = pick(linksOf(workflow), at)
          const id = idOf(workflow, which)
          const node = workflow.nodes[id]
          const place = link && node && placeOnWire(workflow, definitions, node, id, link)
          return place ? insertOnWire(id, link, place) : (same) => same
        },
    ),
    fc.tuple(unit, unit).map(
      ([a, b]): Gesture =>
        (workflow) =>
          removeKeepingWires(new Set([idOf(workflow, a), idOf(workflow, b)]), definitions),
    ),
    fc.tuple(unit, fc.boolean()).map(
      ([at, keep]): Gesture =>
        (workflow) => {
          const chosen = new Set(Object.keys(workflow.nodes).filter((_, index) => index % 3 === Math.floor(at * 3)))
          return paste(fragmentOf(workflow, chosen), [24, 24], definitions, keep).edit
        },
    ),
  )
}

/** Edits that make, change and open subgraphs, on nodes drawn at random. */
export const subgraphGesture = (definitions: Definitions): fc.Arbitrary<Gesture> => {
  const unit = fc.double({ min: 0, max: 0.999, noNaN: true })
  const idOf = (workflow: Workflow, at: number) => pick(Object.keys(workflow.nodes), at) ?? 'nobody'
  return fc.oneof(
    fc.tuple(unit, unit, unit).map(
      ([a, b, c]): Gesture =>
        (workflow) => {
          const ids = [a, b, c].map((at) => idOf(workflow, at)).filter((id) => workflow.nodes[id])
          const made = makeSubgraph(workflow, definitionsIn(definitions, workflow, subgraphTexts), ids, {
            title: 'Part',
            texts: subgraphTexts,
          })
          return 'refusal' in made ? (same) => same : made.edit
        },
    ),
    fc.tuple(unit, unit).map(
      ([at, which]): Gesture =>
        (workflow) => {
          const instance = pick(
            Object.keys(workflow.nodes).filter((id) => subgraphOfNode(workflow, workflow.nodes[id])),
            at,
          )
          if (instance === undefined) return (same) => same
          const subgraph = subgraphIdOf(workflow.nodes[instance]!.node)!
          const inner = definitionsIn(definitions, workflow, subgraphTexts, subgraph)
          const name = pick(workflow.subgraphs![subgraph]!.inputs, which)?.name ?? 'none'
          if (which < 0.2) return makeUnique(instance)
          if (which < 0.4) return movePort(subgraph, 'inputs', name, which < 0.3 ? 1 : -1)
          if (which < 0.6) return removePort(subgraph, 'inputs', name, inner, inner)
          const opened = ungroup(workflow, definitionsIn(definitions, workflow, subgraphTexts), instance, subgraphTexts)
          return 'refusal' in opened ? (same) => same : opened.edit
        },
    ),
  )
}

/** Every kind of edit inside of a subgraph, and now and then another instance of one. */
export const insideGesture = (definitions: Definitions): fc.Arbitrary<Gesture> =>
  fc.tuple(gesture(definitions), fc.nat(9), fc.boolean()).map(
    ([edit, which, again]): Gesture =>
      (workflow) => {
        const id = Object.keys(workflow.subgraphs ?? {}).at(
          which % Math.max(1, Object.keys(workflow.subgraphs ?? {}).length),
        )
        const path = id === undefined ? undefined : pathTo(workflow, id)
        if (id === undefined || !path) return (same) => same
        if (again && which < 3)
          return addNode(newNodeId(), { node: subgraphKind(id), version: 1, at: [0, 0], inputs: {} })
        return inLevel(path, definitionsIn(definitions, workflow, subgraphTexts, id), (level) => edit(level)(level))
      },
  )

/** A workflow that a person could have built: gestures played on an empty one. */
export const builtWorkflow = (definitions: Definitions): fc.Arbitrary<Workflow> =>
  fc
    .array(gesture(definitions), { maxLength: 40 })
    .map((gestures) =>
      gestures.reduce((workflow, each) => each(workflow)(workflow), emptyWorkflow('drawn') as Workflow),
    )
