import fc from 'fast-check'
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
import { linkRefusal } from '../../workflow/rules.ts'

/** An edit that looks at the document it will be made on, as a person does. */
export type Gesture = (workflow: Workflow) => Edit

const pick = <T>(list: readonly T[], at: number): T | undefined => list[Math.floor(at * list.length)]

/** Every kind of edit, on nodes and inputs drawn at random. */
export const gesture = (definitions: Definitions): fc.Arbitrary<Gesture> => {
  const unit = fc.double({ min: 0, max: 0.999, noNaN: true })
  const kinds = Object.values(definitions)
  const idOf = (workflow: Workflow, at: number) => pick(Object.keys(workflow.nodes), at) ?? 'nobody'
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
          return linkRefusal(workflow, definitions, wish) ? (same) => same : connect(wish)
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
    fc.tuple(unit, fc.boolean()).map(
      ([at, keep]): Gesture =>
        (workflow) => {
          const chosen = new Set(Object.keys(workflow.nodes).filter((_, index) => index % 3 === Math.floor(at * 3)))
          return paste(fragmentOf(workflow, chosen), [24, 24], definitions, keep).edit
        },
    ),
  )
}

/** A workflow that a person could have built: gestures played on an empty one. */
export const builtWorkflow = (definitions: Definitions): fc.Arbitrary<Workflow> =>
  fc
    .array(gesture(definitions), { maxLength: 40 })
    .map((gestures) =>
      gestures.reduce((workflow, each) => each(workflow)(workflow), emptyWorkflow('drawn') as Workflow),
    )
