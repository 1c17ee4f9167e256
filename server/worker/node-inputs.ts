import { converted } from '../../workflow/conversions.ts'
import { type Definition, type Definitions, definitionOf, fieldProblem, inputType } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedNode } from '../../workflow/document.ts'
import type { Json } from '../../workflow/json.ts'
import { fieldApplies, literalOf, nodeName } from '../../workflow/rules.ts'
import { worded } from '../../workflow/said/said.ts'
import type { Values } from '../../workflow/values.ts'
import type { NamedNode, NodeFailure } from '../../workflow/wire.ts'
import type { Result } from './cache.ts'
import { type InputAddress, linkAddress } from './content-address.ts'
import { ruleWords } from './rule-words.ts'
import type { RunPlan } from './run-plan.ts'

/** A result on its way to those who read it. */
export interface Held {
  readonly address: string
  readonly outputs: Result['outputs']
}

/** What arrives at a node's inputs, and what stands for it in the content address. */
export interface Gathered {
  readonly values: Readonly<Record<string, unknown>>
  readonly addresses: Readonly<Record<string, InputAddress>>
}

/** The values at the inputs of a node whose sources are all held, or why one that a link brings cannot stand in its field. */
export const gather = (
  placed: PlacedNode,
  definition: Definition,
  definitions: Definitions,
  plan: RunPlan,
  held: ReadonlyMap<NodeId, Held>,
): Gathered | NodeFailure => {
  const values: Record<string, unknown> = {}
  const addresses: Record<string, InputAddress> = {}
  for (const [name, input] of Object.entries(definition.inputs)) {
    const filled = inputOf(placed, name)
    if (isLink(filled)) {
      const source = nodeOf(plan.document, filled.from)!
      const type = definitionOf(definitions, source.node)!.outputs[filled.output]!.type
      const { address, outputs } = held.get(filled.from)!
      const given = outputs[filled.output] as Values[typeof type]
      const own = inputType(input)
      const taken = input.kind === 'port' && input.accepts?.includes(type)
      const value = own === undefined || taken ? given : converted(type, own, given)
      // The rules saw literals only: what a link brings is known now.
      const problem = input.kind === 'port' ? undefined : fieldProblem(input, value as Json, ruleWords.field)
      if (problem)
        return {
          input: name,
          ...worded(
            ruleWords.broughtFrom(
              ruleWords.fieldTitle(input.title, definition.id, name),
              problem,
              nodeName(definitions, source, ruleWords),
            ),
          ),
        }
      values[name] = value
      addresses[name] = linkAddress(type, value, address, filled.output)
    } else if (input.kind === 'port') values[name] = undefined
    // A field that does not count with the choices made may hold anything: the node gets its default.
    else if (!fieldApplies(definition, placed, input)) values[name] = input.default
    else {
      const literal = literalOf(input, placed, name)
      values[name] = literal
      addresses[name] = { value: literal }
    }
  }
  return { values, addresses }
}

/** What a node is called, for whoever names it in another language. */
export const namedNode = ({ node, title }: PlacedNode): NamedNode => ({ node, ...(title ? { title } : {}) })
