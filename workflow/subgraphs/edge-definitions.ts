import { type Definition, type Input, inputType, type Output } from '../definition.ts'
import { edgeKinds, openPort, type Subgraph } from '../document.ts'
import { shortName } from '../short-name.ts'
import type { SubgraphTexts } from './subgraph-texts.ts'

const edge = { version: 1, category: 'value', aliases: [], unlisted: true } as const

/** The edge at which a subgraph's inputs come in: its outputs are the ports, and one that becomes another port. */
export const edgeOfInputs = (
  subgraph: Subgraph,
  inputs: Readonly<Record<string, Input>>,
  texts: SubgraphTexts,
): Definition => {
  const outputs: Record<string, Output> = {}
  for (const { name } of subgraph.inputs) {
    const input = inputs[name]!
    const type = inputType(input)
    outputs[name] = { title: input.title, type: type ?? 'text', ...(type ? {} : { field: true }) }
  }
  outputs[openPort] = { title: texts.newPort, type: 'text', open: true }
  return {
    ...edge,
    id: edgeKinds.inputs,
    title: texts.inputs,
    about: texts.comesIn(shortName(subgraph.title)),
    icon: 'log-in',
    inputs: {},
    outputs,
  }
}

/** The edge at which a subgraph's outputs go out: its inputs are the ports, and one that becomes another port. */
export const edgeOfOutputs = (
  subgraph: Subgraph,
  outputs: Readonly<Record<string, Output>>,
  texts: SubgraphTexts,
): Definition => {
  const inputs: Record<string, Input> = {}
  for (const { name } of subgraph.outputs) {
    const { title, type } = outputs[name]!
    inputs[name] = { kind: 'port', title, about: '', type, open: true }
  }
  inputs[openPort] = { kind: 'port', title: texts.newPort, about: '', type: 'text', open: true, optional: true }
  return {
    ...edge,
    id: edgeKinds.outputs,
    title: texts.outputs,
    about: texts.goesOut(shortName(subgraph.title)),
    icon: 'log-out',
    inputs,
    outputs: {},
  }
}
