import { type Definitions, definitionOf, type Input } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import { literalOf } from '../../workflow/rules.ts'
import { flatten } from '../../workflow/subgraphs/flatten.ts'
import { type ValueTexts, valueText } from '../../workflow/value-text.ts'

/** One setting of a graph that a person wants to know of its clip. */
export interface GraphFact {
  readonly title: string
  readonly value: string
}

/** Settings by their own words: what was asked for, what it was drawn from, and how it was computed. */
const tells = (name: string, input: Input): boolean =>
  input.kind === 'seed' ||
  (input.kind === 'text' && input.tokens === true) ||
  (input.kind === 'choice' && input.source !== undefined) ||
  input.kind === 'curve' ||
  (input.kind === 'number' && (name === 'steps' || name === 'guidance'))

/** The settings that made a clip, in the order of the document: prompts, seed, checkpoint, scheduler, steps, guidance. */
export const graphFacts = (workflow: Workflow, definitions: Definitions, texts: ValueTexts): GraphFact[] => {
  const facts: GraphFact[] = []
  for (const node of Object.values(flatten(workflow, definitions).nodes)) {
    const definition = definitionOf(definitions, node.node)
    if (!definition) continue
    for (const [name, input] of Object.entries(definition.inputs)) {
      if (input.kind === 'port' || !tells(name, input) || (node.inputs[name] && 'from' in node.inputs[name])) continue
      const value = valueText(input, literalOf(input, node, name), texts)
      if (value === '') continue
      // What a solver is called says nothing under the name of its field.
      const solver = input.kind === 'choice' && input.source === 'schedulers'
      const title = input.kind === 'text' && node.title ? node.title : solver ? definition.title : input.title
      facts.push({ title, value })
    }
  }
  return facts
}
