import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRoot } from '../server/find-root.ts'
import { openEngine } from '../server/worker/open-engine.ts'
import { readWorkflow, type Workflow } from '../workflow/document.ts'
import { setValue } from '../workflow/edits.ts'
import { fileTexts } from '../workflow/file-texts.ts'
import type { Happening } from '../workflow/wire.ts'
import { table } from './table.ts'

/** Seconds of one run by what they were spent on. */
interface Split {
  readonly text: number
  readonly steps: number
  readonly decode: number
  readonly export: number
  readonly other: number
  readonly total: number
  /** The share of the run that was neither a call to a network, nor its opening, nor ffmpeg. */
  readonly overhead: number
  readonly calls: number
}

/** Which column a kind of node belongs to; what is not named here is "other". */
const columns: Readonly<Record<string, 'text' | 'steps' | 'decode' | 'export'>> = {
  'encode-text': 'text',
  'unet3d-steps': 'steps',
  'vae-decode': 'decode',
  export: 'export',
}

/**
 * Makes the demo clip on an engine with an empty cache: once cold (sessions are opened), then with other seeds, and once more
 * unchanged, where nothing may be computed.
 */
export const benchClip = async (device: string | undefined, runs = 5): Promise<string> => {
  const root = findRoot()
  const data = await mkdtemp(join(tmpdir(), 'reelgraph-bench-'))
  const engine = await openEngine({ data, models: [join(root, 'models')], ...(device === undefined ? {} : { device }) })
  try {
    const example = readWorkflow(await readFile(join(root, 'examples/text-to-video.json'), 'utf8'), fileTexts)
    const [noise] = Object.entries(example.nodes).find(([, node]) => node.node === 'noise') ?? []
    if (noise === undefined) throw new Error('examples/text-to-video.json has no Noise node to give other seeds to.')

    const measure = async (document: Workflow): Promise<Split> => {
      const before = { ...engine.spent }
      const seconds = { text: 0, steps: 0, decode: 0, export: 0 }
      let last: Happening | undefined
      const start = performance.now()
      await engine.run(
        { job: 'bench', workflow: 'bench', document },
        {
          happened: (happening) => {
            last = happening
            if (happening.type !== 'node-finished') return
            const column = columns[document.nodes[happening.node]?.node ?? '']
            if (column) seconds[column] += happening.ms / 1000
          },
          preview: () => undefined,
        },
        new AbortController().signal,
      )
      const total = (performance.now() - start) / 1000
      if (last?.type !== 'finished') throw new Error(`The run ended with ${JSON.stringify(last)}.`)
      const { spent } = engine
      const elsewhere =
        (spent.networkMs - before.networkMs + spent.openingMs - before.openingMs + spent.videoMs - before.videoMs) /
        1000
      const other = total - seconds.text - seconds.steps - seconds.decode - seconds.export
      return { ...seconds, other, total, overhead: 1 - elsewhere / total, calls: spent.calls - before.calls }
    }

    const cold = await measure(example)
    const warm: Split[] = []
    for (let run = 1; run <= runs; run++) warm.push(await measure(setValue(noise, 'seed', run)(example)))
    const cached = await measure(example)
    const middle = [...warm].sort((a, b) => a.total - b.total)[Math.floor(runs / 2)] as Split

    const row = (name: string, split: Split) => [
      name,
      ...[split.text, split.steps, split.decode, split.export, split.other, split.total].map((each) => each.toFixed(3)),
      `${(100 * split.overhead).toFixed(1)} %`,
      String(split.calls),
    ]
    return [
      `A demo clip (16 frames, 64 × 64, 25 steps) on ${engine.device.title}, in seconds`,
      '',
      table([
        ['run', 'text', 'steps', 'decode', 'export', 'other', 'total', 'overhead', 'network calls'],
        row('first (opens the networks)', cold),
        row(`another seed (median of ${runs})`, middle),
        row('unchanged', cached),
      ]),
      '',
      'overhead: the share of the run that is neither a call to a network, nor its opening, nor ffmpeg.',
    ].join('\n')
  } finally {
    await engine.close()
    await rm(data, { recursive: true, force: true })
  }
}
