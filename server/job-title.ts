import { type Definitions, definitionOf } from '../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type Workflow } from '../workflow/document.ts'
import { literalOf } from '../workflow/rules.ts'
import { oneLine } from './one-line.ts'

const longest = 120

/**
 * What a run is called in lists: the text that its first sampler follows, found through the ports named `positive`; the
 * workflow's name where there is none. One line of at most 120 characters.
 * @param order the nodes of the run, each after what it reads
 */
export const jobTitle = (workflow: Workflow, order: readonly NodeId[], definitions: Definitions): string => {
  for (const id of order) {
    const node = nodeOf(workflow, id)
    const positive = node && inputOf(node, 'positive')
    if (!isLink(positive)) continue
    const text = oneLine(textBehind(workflow, positive.from, definitions), longest)
    if (text !== '') return text
  }
  return oneLine(workflow.name ?? '', longest) || 'untitled'
}

/** The first text that is found against the direction of the links, at ports named `positive` first. */
const textBehind = (workflow: Workflow, start: NodeId, definitions: Definitions): string => {
  const seen = new Set<NodeId>()
  for (let id: NodeId | undefined = start; id !== undefined && !seen.has(id); ) {
    seen.add(id)
    const node = nodeOf(workflow, id)
    const definition = node && definitionOf(definitions, node.node)
    if (!node || !definition) return ''
    const positive = inputOf(node, 'positive')
    const [name, field] = Object.entries(definition.inputs).find(([, input]) => input.kind === 'text') ?? []
    if (isLink(positive)) id = positive.from
    else if (name === undefined || field?.kind !== 'text') return ''
    else {
      const filled = inputOf(node, name)
      if (!isLink(filled)) {
        const literal = literalOf(field, node, name)
        return typeof literal === 'string' ? literal : ''
      }
      id = filled.from
    }
  }
  return ''
}
