import { join } from 'node:path'
import type { AnyNode } from '../../../nodes/contract/define.ts'
import type { Checkpoint } from '../../../server/checkpoint/checkpoint.ts'
import { openCache } from '../../../server/worker/cache.ts'
import { createContexts, type World } from '../../../server/worker/context.ts'
import type { EngineListener } from '../../../server/worker/engine.ts'
import { createExecutor } from '../../../server/worker/executor.ts'
import type { MemorySource } from '../../../server/worker/memory-watch.ts'
import { openProgressStore } from '../../../server/worker/progress-store.ts'
import type { Workflow } from '../../../workflow/document.ts'
import type { PartRef } from '../../../workflow/values.ts'
import type { Happening, PreviewHeader } from '../../../workflow/wire.ts'
import { describe, fakeNodes } from '../../fakes/nodes.ts'

/** Networks and checkpoints that count their calls, and can be told to change or to stop. */
export interface FakeWorld extends World {
  readonly calls: string[]
  fingerprint: string
  /** Called before the network answers its n-th call, counted from 1. */
  beforeCall: (n: number) => void | Promise<void>
  /** What every prediction is multiplied with. */
  factor: number
  readonly clips: Set<string>
  colour: Promise<string>
  previewPatienceMs?: number
}

export const fakeWorld = async (folder: string): Promise<FakeWorld> => {
  const call = async (name: string) => {
    world.calls.push(name)
    await world.beforeCall(world.calls.length)
  }
  const part = (kind: PartRef['part'], checkpoint: string): PartRef => ({
    part: kind,
    checkpoint,
    variant: '',
    fingerprint: world.fingerprint,
  })
  const checkpoint = (name: string): Checkpoint => ({
    name,
    folder: `/models/${name}`,
    variant: '',
    fingerprint: world.fingerprint,
    parts: { textEncoder: part('text-encoder', name), unet3d: part('unet3d', name), vae: part('vae', name) },
    files: () => Promise.reject(new Error('No files here.')),
    schedulerConfig: { prediction_type: 'epsilon' },
  })
  const world: FakeWorld = {
    calls: [],
    fingerprint: 'f1',
    beforeCall: () => {},
    factor: 1,
    clips: new Set(),
    colour: Promise.resolve('colours-of-demo'),
    checkpoints: {
      open: async (name) => checkpoint(name),
      of: async ({ checkpoint: name }) => checkpoint(name),
      tokenize: async (_, text) => ({
        ids: Array.from(text, (sign) => sign.charCodeAt(0)).slice(0, 20),
        tokens: Math.min(text.length, 20),
        limit: 20,
        lost: text.slice(20),
      }),
    },
    networks: {
      encodeText: async (_, ids) => {
        await call('encodeText')
        const row = ids[0] ?? []
        return { data: Float32Array.from(row, (id) => id / 100), shape: [1, row.length, 1] }
      },
      predict: async (_, { sample, timestep, conditioning }) => {
        await call('predict')
        const mean = conditioning.reduce((sum, value) => sum + value, 0) / conditioning.length
        return sample.map((value, at) => world.factor * Math.cos(value * 3 + timestep + mean + at))
      },
      predictMemory: async () => ({ bytes: 0, available: 1 }),
      vaeScale: async () => ({ scalingFactor: 0.18215, shiftFactor: 0, spatialFactor: 8, pixelsAtOnce: 2 ** 20 }),
      encode: async (_, pictures, [frames, , height, width]) => {
        await call('encode')
        const size = (frames * 4 * height * width) / 64
        const mean = Float32Array.from({ length: size }, (_, at) => pictures[at % pictures.length]!)
        return { mean, logvar: new Float32Array(size), shape: [frames, 4, height / 8, width / 8] }
      },
      decode: async (_, latents, [frames, , height, width]) => {
        await call('decode')
        const data = new Float32Array(frames * 3 * height * width * 64)
        return {
          data: data.map((_, at) => Math.tanh(latents[at % latents.length]!)),
          shape: [frames, 3, height * 8, width * 8],
        }
      },
    },
    colours: { follow: () => () => world.colour },
    readVideo: async (asset, { count, width, height }) => {
      await call('readVideo')
      return { data: new Uint8Array(count * width * height * 3).fill(asset.name.length), count, width, height }
    },
    schedulers: new Map(),
    encodeVideo: async (frames, settings, hooks) => {
      hooks?.check?.()
      await call('encodeVideo')
      const { createHash } = await import('node:crypto')
      const artifact = createHash('sha256').update(frames.data).update(String(settings.framesPerSecond)).digest('hex')
      world.clips.add(artifact)
      return {
        artifact,
        extension: 'mp4',
        mime: 'video/mp4',
        bytes: 1000,
        width: frames.width,
        height: frames.height,
        frames: frames.count,
        framesPerSecond: settings.framesPerSecond,
      }
    },
    progress: await openProgressStore(join(folder, 'progress')),
  }
  return world
}

/** What a run told. */
export interface Told {
  readonly happenings: Happening[]
  readonly previews: { readonly header: PreviewHeader; readonly latent: Uint8Array }[]
  /** One word for each event, in order; progress left out. */
  readonly words: string[]
}

/** An executor over a world, as a fresh worker process would have it: its memory is empty, its disk is the folder's. */
export const startExecutor = async (
  folder: string,
  world: FakeWorld,
  {
    nodes = fakeNodes,
    memoryBytes,
    memory,
  }: { nodes?: ReadonlyMap<string, AnyNode>; memoryBytes?: number; memory?: MemorySource } = {},
) => {
  const cache = await openCache({
    folder: join(folder, 'cache'),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
  })
  const execute = createExecutor({
    device: { id: 'cpu', title: 'CPU', threads: 1, memoryBytes: 1 },
    nodes,
    definitions: async () => describe(nodes),
    contexts: createContexts(world),
    cache,
    progress: world.progress,
    hasClip: async ({ artifact }) => world.clips.has(artifact),
    ...(memory ? { memory } : {}),
  })
  let jobs = 0
  return {
    cache,
    run: async (
      document: Workflow,
      stop: AbortSignal = new AbortController().signal,
      on: (happening: Happening) => void = () => {},
    ): Promise<Told> => {
      const told: Told = { happenings: [], previews: [], words: [] }
      const listener: EngineListener = {
        happened: (happening) => {
          told.happenings.push(happening)
          if (happening.type !== 'progress') told.words.push(wordOf(happening))
          on(happening)
        },
        preview: (header, latent) => told.previews.push({ header, latent }),
      }
      jobs += 1
      await execute({ job: `j${jobs}`, workflow: 'w', document }, listener, stop)
      return told
    },
  }
}

const wordOf = (happening: Happening): string => {
  if (happening.type === 'node-finished') return `${happening.cached ? 'cached' : 'computed'} ${happening.node}`
  return 'node' in happening ? `${happening.type} ${happening.node}` : happening.type
}
