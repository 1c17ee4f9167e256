import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openArtifacts } from '../../server/artifacts.ts'
import { dataFolder } from '../../server/data-folder.ts'
import { findRoot } from '../../server/find-root.ts'
import { openEngine } from '../../server/worker/open-engine.ts'
import { readWorkflow, type Workflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import type { Clip } from '../../workflow/values.ts'
import type { Happening } from '../../workflow/wire.ts'

const root = findRoot()
const data = await mkdtemp(join(tmpdir(), 'reelgraph-templates-'))
const engine = await openEngine({ data, models: [join(root, 'models')], device: 'cpu' })
const artifacts = await openArtifacts(dataFolder(data).artifacts)
afterAll(async () => {
  await engine.close()
  await rm(data, { recursive: true, force: true })
})

/** The workflow with two steps, the second node of a chain beginning after the first of them. */
const short = (workflow: Workflow): Workflow => {
  const nodes = Object.entries(workflow.nodes).map(([id, node]) => {
    const set = (values: Record<string, number>) => {
      const literals = Object.entries(values).map(([name, value]) => [name, { value }])
      return [id, { ...node, inputs: { ...node.inputs, ...Object.fromEntries(literals) } }]
    }
    if (node.node === 'scheduler') return set({ steps: 2 })
    if (node.node !== 'unet3d-steps') return [id, node]
    const { from, to } = node.inputs
    return set({
      ...(from && 'value' in from && Number(from.value) > 0 ? { from: 1 } : {}),
      ...(to && 'value' in to && Number(to.value) > 0 ? { to: 1 } : {}),
    })
  })
  return { ...workflow, nodes: Object.fromEntries(nodes) }
}

const folder = join(root, 'examples')
const files = (await readdir(folder)).filter((name) => name.endsWith('.json'))

test.each(files)('%s runs as it is on the demo checkpoint and leaves its clips', { timeout: 120_000 }, async (name) => {
  const document = short(readWorkflow(await readFile(join(folder, name), 'utf8'), fileTexts))
  const happened: Happening[] = []
  await engine.run(
    { job: name, workflow: name, document },
    { happened: (happening) => void happened.push(happening), preview: () => {} },
    new AbortController().signal,
  )
  expect(happened.at(-1)).toMatchObject({ type: 'finished' })
  expect(happened.filter(({ type }) => type === 'warning')).toEqual([])
  const clips = happened.flatMap((happening) =>
    happening.type === 'node-finished'
      ? Object.values(happening.outputs).filter((output): output is { type: 'clip' } & Clip => output.type === 'clip')
      : [],
  )
  expect(clips.length).toBeGreaterThan(0)
  for (const { artifact, extension, frames } of clips) {
    expect(frames).toBeGreaterThanOrEqual(16)
    expect(await artifacts.find(`${artifact}.${extension}`)).toBeDefined()
  }
})
