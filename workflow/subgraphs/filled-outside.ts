import { type InputValue, inputOf, isLink, nodeOf, type Workflow } from '../document.ts'
import { levelOf, type Path } from './level.ts'

/**
 * What fills an input of the open subgraph from outside: a value, or a link of a level above, through as many levels as hand
 * it on. Undefined where nothing is set, and on the document's own level.
 */
export const filledOutside = (workflow: Workflow, path: Path, input: string): InputValue | undefined => {
  let name = input
  for (let depth = path.length; depth > 0; depth--) {
    const instance = nodeOf(levelOf(workflow, path.slice(0, depth - 1)), path[depth - 1]!)
    const filled = instance && inputOf(instance, name)
    if (!isLink(filled) || filled.from !== 'inputs' || depth === 1) return filled
    name = filled.output
  }
  return undefined
}
