import type { Definitions } from '../definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type Workflow } from '../document.ts'
import type { Gap } from '../modes.ts'
import type { Problem } from '../rules.ts'
import { flatTitle } from './flat-title.ts'
import { flatId, levelOf, onLevel, type Path, placeOfFlat } from './level.ts'

/** What is wrong as a level shows it. */
export interface LevelProblem extends Problem {
  /** What it is in the opened document, where it stands inside of an instance. */
  readonly within?: Problem
}

/**
 * What is wrong where all subgraphs are opened, as a level of the document shows it beside what is wrong on that level
 * itself: what is wrong inside of an instance stands on the instance and names the node, and a node that reads what is left
 * out in another level says so. What the fields and sockets of a level decide is left to the level.
 * @param problems those of the opened document, by node, @param gaps its inputs at which nothing arrives
 */
export const problemsWithin = (
  workflow: Workflow,
  path: Path,
  definitions: Definitions,
  problems: ReadonlyMap<NodeId, readonly Problem[]>,
  gaps: readonly Gap[],
): ReadonlyMap<NodeId, readonly LevelProblem[]> => {
  const found = new Map<NodeId, LevelProblem[]>()
  const add = (problem: LevelProblem) => found.set(problem.node, [...(found.get(problem.node) ?? []), problem])
  const gapsOf = new Set(gaps.map(({ node, input }) => JSON.stringify([node, input])))
  for (const [flat, wrong] of problems) {
    const here = onLevel(workflow, path, flat)
    if (here === undefined) continue
    const own = flatId(path, here) === flat
    for (const each of wrong) {
      const { input, message } = each
      if (own) {
        if (input !== undefined && gapsOf.has(JSON.stringify([flat, input]))) add({ node: here, input, message })
      } else if (input === undefined || !comesFromOutside(workflow, path, flat, input))
        add({
          node: here,
          message: `${flatTitle(workflow, definitions, flat, [...path, here])}: ${message}`,
          within: each,
        })
    }
  }
  return found
}

/** True where an input inside of an instance on a level holds what stands at the instance. */
const comesFromOutside = (workflow: Workflow, path: Path, flat: NodeId, input: string): boolean => {
  const { path: way, id } = placeOfFlat(workflow, flat)
  const holder = nodeOf(levelOf(workflow, way), id)
  let filled = holder && inputOf(holder, input)
  for (let depth = way.length; isLink(filled) && filled.from === 'inputs'; depth--) {
    if (depth <= path.length + 1) return true
    const instance = nodeOf(levelOf(workflow, way.slice(0, depth - 1)), way[depth - 1]!)
    filled = instance && inputOf(instance, filled.output)
  }
  return false
}
