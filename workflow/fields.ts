import type { ChoiceField, Definition, Field, Only, Option } from './definition.ts'
import { inputOf, isLink, type PlacedNode } from './document.ts'
import type { Json } from './json.ts'

/** The literal in a field, or its default where none is written. */
export const literalOf = (field: Field, node: PlacedNode, name: string): Json => {
  const filled = inputOf(node, name)
  return filled !== undefined && !isLink(filled) ? filled.value : field.default
}

/** True where the field counts with the choices made on this node: its `only` is met, or it has none. */
export const fieldApplies = (definition: Definition, node: PlacedNode, { only }: Field): boolean => {
  // Asked of every field of every node that is opened, and nearly all have none.
  if (only === undefined) return true
  return Array.isArray(only)
    ? only.every((each) => isMet(definition, node, each))
    : isMet(definition, node, only as Only)
}

const isMet = (definition: Definition, node: PlacedNode, only: Only): boolean => {
  const chooser = Object.hasOwn(definition.inputs, only.field) ? definition.inputs[only.field] : undefined
  if (chooser?.kind !== 'choice') return true
  const option = optionsOf(chooser).get(literalOf(chooser, node, only.field))
  return option === undefined || (option.has?.includes(only.has) ?? false)
}

const known = new WeakMap<ChoiceField, ReadonlyMap<Json, Option>>()

/** The options of a choice by their values. */
const optionsOf = (chooser: ChoiceField): ReadonlyMap<Json, Option> => {
  const found = known.get(chooser) ?? new Map(chooser.options.map((option) => [option.value, option]))
  known.set(chooser, found)
  return found
}
