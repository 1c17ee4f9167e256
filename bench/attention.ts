import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGraph } from '../onnx/graph.ts'
import { findRoot } from '../server/find-root.ts'
import { configurationOf } from '../server/make-checkpoint/configurations.ts'
import { makePart } from '../server/make-checkpoint/make-checkpoint.ts'
import { openDevice } from '../server/worker/device.ts'
import { loadFamilies } from '../server/worker/families.ts'
import { openSession } from '../server/worker/open-session.ts'
import { alone } from './alone.ts'
import { type AttentionShape, attentionForms } from './attention-forms.ts'
import { quantile, table } from './table.ts'
import { textKeysShare } from './text-keys.ts'

/** The attentions of the 1.7 b UNet at 16 frames of 256 × 256 under guidance, in its first blocks (320 channels). */
const shapes: Readonly<Record<string, AttentionShape>> = {
  spatial: { batch: 32, asking: 1024, seen: 1024, heads: 5, size: 64 },
  cross: { batch: 2, asking: 16 * 1024, seen: 77, heads: 5, size: 64 },
  temporal: { batch: 2048, asking: 16, seen: 16, heads: 5, size: 64 },
}

interface Measured {
  /** Seconds of processor time, all threads together, of the fastest call. On a GPU: seconds of the clock. */
  readonly seconds: number
  /** How far the peak of memory lies above what the process held before the session ran, in bytes. */
  readonly growthBytes: number
  /** A few values of the answer, to compare. */
  readonly sample: readonly number[]
}

/** Times one form on one shape, in this process. */
export const measureForm = async ({
  form,
  shape,
  device: wanted,
  runs,
}: {
  readonly form: string
  readonly shape: string
  readonly device: string
  readonly runs: number
}): Promise<Measured> => {
  const of = shapes[shape] as AttentionShape
  const make = attentionForms[form]
  if (!make) throw new Error(`There is no form "${form}".`)
  const width = of.heads * of.size
  const graph = createGraph(form, new Map(), 'float32')
  const port = (name: string, tokens: number) =>
    graph.input({ name, type: 'float32', shape: [of.batch, tokens, width] })
  const mixed = make(graph, port('query', of.asking), port('key', of.seen), port('value', of.seen), of)
  graph.output(mixed, { name: 'mixed', type: 'float32', shape: [of.batch, of.asking, width] })
  const device = await openDevice(wanted)
  const session = await openSession(form, graph.build(), process.cwd(), device)
  const input = (tokens: number, by: number) => ({
    data: Float32Array.from({ length: of.batch * tokens * width }, (_, i) => Math.sin(i * by)),
    shape: [of.batch, tokens, width],
  })
  const feeds = { query: input(of.asking, 1.37), key: input(of.seen, 0.91), value: input(of.seen, 0.53) }
  const before = process.memoryUsage.rss()
  const times: number[] = []
  let sample: number[] = []
  for (let run = 0; run < runs; run++) {
    const [start, processor] = [performance.now(), process.cpuUsage()]
    const { mixed: answer } = await session.run(feeds)
    const { user, system } = process.cpuUsage(processor)
    times.push(device.id === 'cpu' ? (user + system) / 1e6 : (performance.now() - start) / 1e3)
    sample = [...(answer?.data.subarray(1000, 1032) ?? [])]
  }
  await session.close()
  return {
    seconds: quantile(times, 0),
    growthBytes: process.resourceUsage().maxRSS * 1024 - before,
    sample,
  }
}

/** The share on the demo checkpoint and on the 1.7 b configuration at 1/8 of its widths. */
const shares = async (device: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'reelgraph-text-keys-'))
  try {
    const configuration = configurationOf('modelscope-1.7b', 1 / 8)
    await makePart('unet', { folder, configuration, families: await loadFamilies(), type: 'F32' })
    const [demo, made] = [
      await textKeysShare(join(findRoot(), 'models', 'demo'), 8, device),
      await textKeysShare(folder, 32, device),
    ]
    return `${(100 * demo).toFixed(2)} % in the demo UNet, ${(100 * made).toFixed(2)} % in that of 1.7 b at 1/8 of its widths`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Times the forms of attention on the three kinds of the 1.7 b UNet. @throws where their answers differ */
export const benchAttention = async (device = 'cpu', runs = 3): Promise<string> => {
  const rows = [['attention', 'form', device === 'cpu' ? 'processor time' : 'time', 'memory']]
  for (const [shape, { batch, asking, seen, heads, size }] of Object.entries(shapes)) {
    let first: readonly number[] | undefined
    for (const form of Object.keys(attentionForms)) {
      const cell = await alone<Measured>(import.meta.url, 'measureForm', { form, shape, device, runs }).then(
        ({ answer }) => answer,
        (error: Error) => error,
      )
      const title = `${shape} (${batch} × ${heads} heads of ${size}, ${asking} × ${seen})`
      if (cell instanceof Error) {
        rows.push([title, form, 'does not run', cell.message.slice(0, 60)])
        continue
      }
      first ??= cell.sample
      const off = Math.max(...cell.sample.map((value, i) => Math.abs(value - (first?.[i] ?? Number.NaN))))
      if (!(off < 1e-4)) throw new Error(`The form "${form}" answers otherwise than the first, by ${off}.`)
      rows.push([title, form, `${cell.seconds.toFixed(2)} s`, `${(cell.growthBytes / 2 ** 20).toFixed(0)} MiB`])
    }
  }
  return [
    `Forms of attention on ${device}, the shapes of the 1.7 b UNet's first blocks (16 frames of 256 × 256, guidance)`,
    '',
    table(rows),
    '',
    'memory: the growth of the resident set over the inputs while it runs, the result included.',
    '',
    `Share of a step that the text's keys and values take, once for each prompt and step: ${await shares(device)}.`,
    'A cache of them over steps would save less than that; below 1 % they are computed with each step.',
  ].join('\n')
}
