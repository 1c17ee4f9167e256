import type { Asset } from '../../workflow/asset.ts'
import { type Definitions, definitionOf, type Field, fieldProblem } from '../../workflow/definition.ts'
import { nodeOf, type Workflow } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import { fieldTexts } from '../../workflow/field-texts.ts'
import type { Json } from '../../workflow/json.ts'
import { fieldApplies, titleOf } from '../../workflow/rules.ts'
import { findNode } from './find-node.ts'
import { UsageError } from './usage-error.ts'

/** The paths that settings give to fields which hold a file, as they are written there. @throws UsageError as {@link setValues} does */
export const pathsIn = (workflow: Workflow, definitions: Definitions, settings: readonly string[]): string[] =>
  settings.flatMap((setting) => {
    const { node, input, value } = partsOf(setting)
    const [, field] = fieldOf(workflow, definitions, findNode(workflow, definitions, node), input)
    if (field.kind !== 'asset') return []
    if (value === '')
      throw new UsageError(
        `--set "${setting}": give ${field.title} the path of a file, for example ${node}.${input}=clip.mp4.`,
      )
    return [value]
  })

/**
 * The workflow with literals written into fields, each given as NODE.INPUT=VALUE. A link into the field gives way.
 * @param assets the files of {@link pathsIn}, by those paths
 * @throws UsageError naming the setting, and what could stand there instead
 */
export const setValues = (
  workflow: Workflow,
  definitions: Definitions,
  settings: readonly string[],
  assets: ReadonlyMap<string, Asset> = new Map(),
): Workflow => {
  const set = settings.map((setting) => ({ setting, ...partsOf(setting) }))
  const next = set.reduce((each, { setting, node, input, value }) => {
    const id = findNode(each, definitions, node)
    const [name, field] = fieldOf(each, definitions, id, input)
    return setValue(id, name, valueIn(field, value, setting, assets))(each)
  }, workflow)
  for (const { setting, node, input } of set) {
    const id = findNode(next, definitions, node)
    const [, field] = fieldOf(next, definitions, id, input)
    const placed = nodeOf(next, id)
    const definition = placed && definitionOf(definitions, placed.node)
    if (placed && definition && !fieldApplies(definition, placed, field))
      throw new UsageError(
        `--set "${setting}" has no effect: ${field.title} does not count with the other choices of ${titleOf(definitions, placed)}. Set those first, or leave this out.`,
      )
  }
  return next
}

const partsOf = (setting: string): { node: string; input: string; value: string } => {
  const equals = setting.indexOf('=')
  const place = setting.slice(0, Math.max(0, equals))
  // A title may have a dot in it; the name of an input has none.
  const dot = place.lastIndexOf('.')
  if (dot < 1 || dot === place.length - 1)
    throw new UsageError(`--set "${setting}" must be NODE.INPUT=VALUE, for example --set "Noise.seed=11".`)
  return { node: place.slice(0, dot), input: place.slice(dot + 1).trim(), value: setting.slice(equals + 1) }
}

const fieldOf = (workflow: Workflow, definitions: Definitions, id: string, input: string): [string, Field] => {
  const node = nodeOf(workflow, id)
  const definition = node && definitionOf(definitions, node.node)
  if (!node || !definition)
    throw new UsageError(
      `Node "${id}" is of a kind that is not known here ("${node?.node}"): nothing can be set on it. Leave that --set out.`,
    )
  const fields = Object.entries(definition.inputs).filter((entry): entry is [string, Field] => entry[1].kind !== 'port')
  const wanted = input.toLowerCase()
  const found =
    fields.find(([name]) => name.toLowerCase() === wanted) ??
    fields.find(([, { title }]) => title.toLowerCase() === wanted)
  if (found) return found
  const title = titleOf(definitions, node)
  const inputs = Object.entries(definition.inputs)
  const port = inputs.find(([name, each]) => name.toLowerCase() === wanted && each.kind === 'port')
  const known =
    fields.length === 0 ? 'It has none that can be set.' : `It has: ${fields.map(([name]) => name).join(', ')}.`
  throw new UsageError(
    port
      ? `The input "${port[0]}" of ${title} takes only a link. ${known}`
      : `${title} has no input "${input}". ${known}`,
  )
}

const valueIn = (field: Field, text: string, setting: string, assets: ReadonlyMap<string, Asset>): Json => {
  const value = field.kind === 'asset' ? assetValue(assets.get(text)) : parsed(field, text)
  const problem = fieldProblem(field, value, fieldTexts)
  if (problem !== undefined) throw new UsageError(`--set "${setting}": ${field.title} ${problem}.`)
  return value
}

const assetValue = (asset: Asset | undefined): Json => (asset ? { ...asset } : null)

const parsed = (field: Exclude<Field, { kind: 'asset' }>, text: string): Json => {
  switch (field.kind) {
    case 'text':
      return text
    case 'number':
    case 'seed':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text)
    case 'curve':
      return text.trim() === '' ? text : jsonIn(text)
    case 'toggle': {
      const word = text.trim().toLowerCase()
      return ['true', 'on', 'yes', '1'].includes(word)
        ? true
        : ['false', 'off', 'no', '0'].includes(word)
          ? false
          : text
    }
    case 'choice': {
      const option = field.options.find(
        ({ value, title }) => value === text || value.toLowerCase() === text.trim().toLowerCase() || title === text,
      )
      return option?.value ?? text
    }
  }
}

/** The value that a text is as JSON (a number, or a curve as a workflow file has it), or the text where it is none. */
const jsonIn = (text: string): Json => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
