import { type Definitions, definitionOf } from './definition.ts'
import { isLink, type NodeId, nodeOf, type Workflow } from './document.ts'
import { literalOf } from './rules.ts'

/**
 * What a run is found by: its workflow's name and, of the nodes that it computes, own titles, texts, seeds, and choices by
 * value and title (solver, checkpoint). In lower case, one to a line.
 * @param order the nodes that count
 */
export const runWords = (workflow: Workflow, order: readonly NodeId[], definitions: Definitions): string => {
  const words = new Set<string>([workflow.name ?? ''])
  for (const id of order) {
    const node = nodeOf(workflow, id)
    const definition = node && definitionOf(definitions, node.node)
    if (!node || !definition) continue
    words.add(node.title ?? '')
    for (const [name, input] of Object.entries(definition.inputs)) {
      const filled = Object.hasOwn(node.inputs, name) ? node.inputs[name] : undefined
      if (input.kind === 'port' || isLink(filled)) continue
      const value = literalOf(input, node, name)
      if (input.kind === 'text' && typeof value === 'string') words.add(value)
      if (input.kind === 'seed') words.add(`seed ${String(value)}`)
      if (input.kind === 'choice') {
        words.add(String(value))
        words.add(input.options.find((option) => option.value === value)?.title ?? '')
      }
    }
  }
  const lines = new Set([...words].map((each) => each.replace(/\s+/g, ' ').trim().toLowerCase()))
  lines.delete('')
  return [...lines].join('\n')
}

/** The words of a search, as they are looked for in {@link runWords}: each must occur. */
export const searchWords = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean)
