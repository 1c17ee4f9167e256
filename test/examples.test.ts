import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type CardLayout, layoutCard, socketAt } from '../app/canvas/geometry.ts'
import { loadCatalogue } from '../server/catalogue.ts'
import { createExamples } from '../server/examples.ts'
import type { Asset } from '../workflow/asset.ts'
import { linksOf, nodeOf, readWorkflow, type Workflow, writeWorkflow } from '../workflow/document.ts'
import { fileTexts } from '../workflow/file-texts.ts'
import { planOf } from '../workflow/plan.ts'
import { ruleTexts } from '../workflow/rule-texts.ts'
import { problemsOf } from '../workflow/rules.ts'

const folder = new URL('../examples/', import.meta.url)
const definitions = await (await loadCatalogue()).definitions({
  list: async () => [
    { name: 'demo', title: 'demo', class: 'TextToVideoSDPipeline', licence: 'CC0', bytes: 1, variants: [''] },
  ],
})
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const examples = files.map((file): [string, string, Workflow] => {
  const text = readFileSync(new URL(file, folder), 'utf8')
  return [file, text, readWorkflow(text, fileTexts)]
})

test('the templates are there, and the server lists them with what they show and a picture of it', async () => {
  const ids = [
    'long-video',
    'looping-clip',
    'prompt-change-halfway',
    'scheduler-comparison',
    'seeds',
    'text-to-video',
    'video-to-video',
  ]
  const listed = await createExamples(folder.pathname).list()
  expect(listed.map((example) => example.id)).toEqual(ids)
  for (const { id, name, about, tags, checkpoints, pictures } of listed) {
    expect(name).not.toBe('')
    expect(about.length).toBeGreaterThan(20)
    expect(tags.length).toBeGreaterThan(0)
    expect(checkpoints).toEqual(['demo'])
    expect(pictures, id).toBe(true)
    for (const kind of ['still', 'moving'])
      expect(statSync(new URL(`pictures/${id}-${kind}.webp`, folder)).size, `${id} ${kind}`).toBeLessThan(60_000)
  }
})

const fileOf = (value: unknown): string => {
  const { asset, extension } = value as Asset
  return `${asset}.${extension}`
}

/** The words of which the demo checkpoint's prompts are made (its README). */
const vocabulary = new Set(
  `a an big red orange yellow green cyan blue purple pink white ball square triangle star heart ring moving right left
  rising falling bouncing pulsing orbiting swinging on black background at night under the stars sunset over sea grass sky`.split(
    /\s+/,
  ),
)

describe.each(examples)('%s', (_, text, workflow) => {
  const layouts = new Map(
    Object.entries(workflow.nodes).map(([id, node]): [string, CardLayout] => [
      id,
      layoutCard(definitions[node.node], node),
    ]),
  )
  const at = (id: string) => nodeOf(workflow, id)!.at

  test('opens without a problem and is written as the editor writes it', () => {
    expect(problemsOf(workflow, definitions, ruleTexts)).toEqual([])
    expect(writeWorkflow(workflow)).toBe(text)
  })

  test('as an older Reelgraph wrote it, with every node in its first version, opens without a problem and stays as it is', () => {
    const older = text.replaceAll(/("node": .*\n\s*"version": )\d+/g, '$11')
    const read = readWorkflow(older, fileTexts)
    expect(Object.values(read.nodes).every((node) => node.version === 1)).toBe(true)
    expect(problemsOf(read, definitions, ruleTexts)).toEqual([])
    expect(writeWorkflow(read)).toBe(older)
  })

  test('is of nodes that there are, in their versions, with inputs that they have, and all of it runs', () => {
    for (const [id, node] of Object.entries(workflow.nodes)) {
      const definition = definitions[node.node]!
      expect(node.version, id).toBe(definition.version)
      for (const name of Object.keys(node.inputs)) expect(definition.inputs, `${id} ${name}`).toHaveProperty(name)
    }
    const results = Object.keys(workflow.nodes).filter((id) => definitions[workflow.nodes[id]!.node]!.result)
    expect(results.length).toBeGreaterThan(0)
    const plan = planOf(workflow, results)
    const run = new Set('order' in plan ? plan.order : [])
    const left = Object.keys(workflow.nodes).filter((id) => !run.has(id))
    expect(left.map((id) => workflow.nodes[id]!.node).filter((kind) => kind !== 'note')).toEqual([])
  })

  test('asks the demo checkpoint for what it knows, at the settings that it was made for', () => {
    const windows = Object.values(workflow.nodes).find((node) => node.node === 'frame-windows')
    for (const node of Object.values(workflow.nodes)) {
      const literal = (name: string) => {
        const input = node.inputs[name]
        return input && 'value' in input ? input.value : undefined
      }
      // A longer clip is seen through windows of the length that it was made for.
      const frames = windows?.inputs.length
      if (frames) expect(frames).toEqual({ value: 16 })
      if (node.node === 'load-clip') expect(readdirSync(new URL('assets/', folder))).toContain(fileOf(literal('file')))
      if (node.node === 'noise' || node.node === 'load-clip')
        expect([frames ? 16 : literal('frames'), literal('width'), literal('height')]).toEqual([16, 64, 64])
      if (node.node === 'encode-text' || node.node === 'text')
        for (const word of String(literal('text') ?? '').split(/\s+/))
          if (word) expect(vocabulary.has(word), word).toBe(true)
    }
  })

  test('cards stand apart, with room between them', () => {
    const room = 16
    const ids = [...layouts.keys()]
    for (const [i, a] of ids.entries())
      for (const b of ids.slice(i + 1)) {
        const [[ax, ay], [bx, by]] = [at(a), at(b)]
        const [la, lb] = [layouts.get(a)!, layouts.get(b)!]
        const apart =
          ax + la.width + room <= bx ||
          bx + lb.width + room <= ax ||
          ay + la.height + room <= by ||
          by + lb.height + room <= ay
        expect(apart, `${a} and ${b}`).toBe(true)
      }
  })

  test('links go from left to right', () => {
    for (const link of linksOf(workflow)) {
      const from = at(link.from)[0] + socketAt(layouts.get(link.from)!, 'output', link.output).x
      const to = at(link.to)[0] + socketAt(layouts.get(link.to)!, 'input', link.input).x
      expect(to - from, `${link.from} → ${link.to}`).toBeGreaterThan(24)
    }
  })
})

test('together they show all that the main job needs', () => {
  const used = new Set(examples.flatMap(([, , workflow]) => Object.values(workflow.nodes).map(({ node }) => node)))
  const needed = ['load-checkpoint', 'encode-text', 'noise', 'scheduler', 'unet3d-steps', 'vae-decode', 'export']
  for (const id of [...needed, 'preview', 'note', 'number', 'text']) expect(used.has(id), id).toBe(true)
})
