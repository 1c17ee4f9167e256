import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serverWords } from '../../../app/state/server-words.ts'
import { translated } from '../../../app/state/translated.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import { createExamples } from '../../../server/examples.ts'
import { findRoot } from '../../../server/find-root.ts'
import { say, type Worded, worded } from '../../../workflow/said/said.ts'

type Tree = { readonly [key: string]: unknown }
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** Every leaf of a catalogue by its path. */
const leaves = (tree: Tree, path = ''): [string, unknown][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    isTree(value) ? leaves(value, `${path}${key}.`) : [[path + key, value]],
  )

const { nodes: _, ...english } = en
const { nodes: german, saving, ...others } = de
const inGerman = (words: Worded) => serverWords(words, saving)
// The examples are in English in their files.
const rest = { ...others, saving: { ...saving, examples: en.saving.examples } }

test('both languages have the same texts', () => {
  const kinds = (tree: Tree) => Object.fromEntries(leaves(tree).map(([path, value]) => [path, typeof value]))
  expect(kinds(rest)).toEqual(kinds(english))
  expect(leaves(english).length).toBeGreaterThan(500)
})

test('no text is empty in one language only', () => {
  const other = new Map(leaves(rest))
  for (const [path, value] of leaves(english))
    if (typeof value === 'string') expect(other.get(path) === '', path).toBe(value === '')
})

test('a text with parts says them in German wherever it says them in English', () => {
  const other = new Map(leaves(rest))
  const marks = ['\uE000', '\uE001', '\uE002', '\uE003', '\uE004']
  const said = (text: unknown, count: number): string[] => {
    if (typeof text !== 'function') return []
    let words: unknown
    try {
      words = text(...marks.slice(0, count))
    } catch {
      // It takes something else than words.
      return []
    }
    return typeof words === 'string' ? marks.filter((mark) => (words as string).includes(mark)) : []
  }
  let compared = 0
  for (const [path, text] of leaves(english)) {
    const parts = said(text, (text as { length?: number }).length ?? 0)
    if (parts.length === 0) continue
    compared++
    expect(said(other.get(path), marks.length), path).toEqual(expect.arrayContaining(parts))
  }
  expect(compared).toBeGreaterThan(100)
})

test('every node is there in German, with all its inputs, outputs and options', async () => {
  const { nodes } = await loadCatalogue()
  const missing: string[] = []
  for (const [id, { inputs, outputs }] of nodes) {
    const text = german[id]
    if (!text) {
      missing.push(id)
      continue
    }
    for (const [name, input] of Object.entries(inputs)) {
      const said = text.inputs[name]
      if (!said) {
        missing.push(`${id}.${name}`)
        continue
      }
      if (input.kind !== 'port' && input.row !== undefined && said.row === undefined) missing.push(`${id}.${name}: row`)
      if (input.kind === 'text' && input.placeholder && !said.placeholder) missing.push(`${id}.${name}: placeholder`)
      if (input.kind === 'number')
        for (const word of Object.keys(input.words ?? {}))
          if (!said.words?.[word]) missing.push(`${id}.${name}: ${word}`)
      if (input.kind === 'choice' && input.source !== 'checkpoints' && input.source !== 'schedulers')
        for (const { value } of input.options) if (!said.options?.[value]) missing.push(`${id}.${name}: ${value}`)
    }
    for (const name of Object.keys(outputs)) if (!text.outputs[name]) missing.push(`${id} → ${name}`)
  }
  expect(missing).toEqual([])
})

test('every example has a German name', async () => {
  const ids = (await createExamples(join(findRoot(), 'examples')).list()).map(({ id }) => id)
  expect(Object.keys(saving.examples).sort()).toEqual(ids.sort())
})

test('a translated palette differs in nothing but words', async () => {
  const { definitions } = await loadCatalogue()
  const palette = await definitions({ list: async () => [] })
  const words = new Set(['title', 'about', 'row', 'placeholder', 'words', 'aliases'])
  const bare = (value: unknown) => JSON.stringify(value, (key, each) => (words.has(key) ? undefined : each))
  const said = translated(palette, german, inGerman)
  expect(bare(said)).toBe(bare(palette))
  expect(JSON.stringify(said)).not.toBe(JSON.stringify(palette))
  expect(translated(palette, en.nodes, inGerman)).toBe(palette)
})

test('what the server says is wrong with a checkpoint is said in German, or stands behind German words', async () => {
  const { definitions } = await loadCatalogue()
  const half = {
    name: 'half',
    title: 'half',
    class: '',
    licence: '',
    bytes: 0,
    variants: [],
    problem: 'unet has no config.json.',
  }
  const { message, said } = worded(say('noConfig', { path: '/models/half/unet', part: 'unet' }))
  const known = { ...half, problem: message, said: said! }
  const palette = translated(await definitions({ list: async () => [half, known] }), german, inGerman)
  const field = palette['load-checkpoint']?.inputs.checkpoint
  expect(field?.kind === 'choice' && field.options.map(({ problem }) => problem)).toEqual([
    'Der Server meldet: „unet has no config.json.“',
    expect.stringMatching(/^In \/models\/half\/unet fehlt config\.json/),
  ])
})
