import { ruleTexts } from '../../../workflow/rule-texts.ts'

/** Texts of the wires that do not fit. */
export const wires = {
  ...ruleTexts,
  bothOutputs: 'Both are outputs: a link goes from an output to an input',
  bothInputs: 'Both are inputs: a link goes from an output to an input',
  nodeNotThere: 'That node is no longer there',
  severalPlaces: (node: string) => `${node} has several places for this: drop the wire on one of them`,
  noFreePlace: (node: string) => `${node} has no free place for this: drop the wire on the one to replace`,
  takesNo: (node: string, type: string) => `${node} takes no ${type}`,
  givesNo: (node: string, type: string) => `${node} gives no ${type}`,
  aWire: 'wire',
}
