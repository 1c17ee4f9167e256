import { type AnyNode, defineNode } from '../../nodes/contract/define.ts'
import type { Definitions } from '../../workflow/definition.ts'
import type { InputValue, PlacedNode, Workflow } from '../../workflow/document.ts'
import { say } from '../../workflow/said/said.ts'
import type { Latent } from '../../workflow/values.ts'

const card = { about: '', category: 'value', icon: 'box', aliases: [] } as const

const text = defineNode({
  ...card,
  version: 1,
  title: 'Text',
  inputs: { text: { kind: 'text', title: 'Text', about: '', default: '' } },
  outputs: { text: { title: 'text', type: 'text' } },
  run: async ({ text }) => ({ text }),
})

const trim = defineNode({
  ...card,
  version: 1,
  title: 'Trim',
  inputs: { text: { kind: 'text', title: 'Text', about: '', default: '' } },
  outputs: { text: { title: 'text', type: 'text' } },
  run: async ({ text }) => ({ text: text.trim() }),
})

const number = defineNode({
  ...card,
  version: 1,
  title: 'Number',
  inputs: { number: { kind: 'number', title: 'Number', about: '', default: 1, min: -1e9, max: 1e9, step: 1 } },
  outputs: { number: { title: 'number', type: 'number' } },
  run: async ({ number }) => ({ number }),
})

const oneMore = {
  ...card,
  version: 1,
  inputs: { number: { kind: 'number', title: 'Number', about: '', default: 1, min: -1e9, max: 1e9, step: 1 } },
  outputs: { number: { title: 'number', type: 'number' } },
} as const

const next = defineNode({ ...oneMore, title: 'Next', run: async ({ number }) => ({ number: number + 1 }) })

const sum = defineNode({ ...oneMore, title: 'Sum', result: true, run: async ({ number }) => ({ number }) })

const load = defineNode({
  ...card,
  version: 1,
  title: 'Load',
  inputs: { checkpoint: { kind: 'text', title: 'Checkpoint', about: '', default: 'demo' } },
  outputs: {
    textEncoder: { title: 'text encoder', type: 'text-encoder' },
    unet3d: { title: 'UNet3D', type: 'unet3d' },
    vae: { title: 'VAE', type: 'vae' },
  },
  identity: async ({ checkpoint }, context) => (await context.openCheckpoint(checkpoint, '')).unet3d.fingerprint,
  run: ({ checkpoint }, context) => context.openCheckpoint(checkpoint, ''),
})

const encode = defineNode({
  ...card,
  version: 1,
  title: 'Encode',
  inputs: {
    encoder: { kind: 'port', title: 'Encoder', about: '', type: 'text-encoder' },
    text: { kind: 'text', title: 'Text', about: '', default: 'a ball' },
  },
  outputs: { conditioning: { title: 'conditioning', type: 'conditioning' } },
  run: async ({ encoder, text }, context) => {
    const { ids, tokens, limit, lost } = await context.tokenize(encoder, text)
    if (lost) context.warn(say('textTooLong', { limit, lost }))
    const { data, shape } = await context.encodeText(encoder, [ids], 0)
    return { conditioning: { text, data, shape, tokens, limit, lost } }
  },
})

const noise = defineNode({
  ...card,
  version: 1,
  title: 'Noise',
  inputs: {
    seed: { kind: 'seed', title: 'Seed', about: '', default: 1 },
    size: { kind: 'number', title: 'Size', about: '', default: 16, min: 8, max: 512, step: 8, strict: true },
  },
  outputs: { latent: { title: 'latent', type: 'latent' } },
  run: async ({ seed, size }) => {
    const side = size / 8
    const shape = [1, 4, 2, side, side] as const
    const sample = Float32Array.from({ length: 8 * side * side }, (_, at) => Math.sin(seed + at))
    return { latent: { sample, shape, seed, draws: 1 } }
  },
})

/** Steps that save after each, as the real ones do: sample ← (sample + prediction) / 2. */
const steps = defineNode({
  ...card,
  version: 1,
  title: 'Steps',
  view: 'latent',
  inputs: {
    unet3d: { kind: 'port', title: 'UNet3D', about: '', type: 'unet3d' },
    latent: { kind: 'port', title: 'Latent', about: '', type: 'latent' },
    positive: { kind: 'port', title: 'Positive', about: '', type: 'conditioning' },
    count: { kind: 'number', title: 'Count', about: '', default: 4, min: 1, max: 1000, step: 1, strict: true },
  },
  outputs: { latent: { title: 'latent', type: 'latent' } },
  run: async ({ unet3d, latent, positive, count }, context) => {
    const [, channels, frames, height, width] = latent.shape
    let { step, sample } = (await context.resume<{ step: number; sample: Float32Array }>()) ?? {
      step: 0,
      sample: latent.sample,
    }
    while (step < count) {
      const prediction = await context.predict(unet3d, {
        sample,
        shape: latent.shape,
        timestep: 1000 - step,
        conditioning: positive.data,
        conditioningShape: positive.shape,
      })
      sample = sample.map((value, at) => (value + prediction[at]!) / 2)
      step += 1
      context.preview(sample, [frames, channels, height, width], step, count, unet3d)
      await context.save({ step, sample })
      context.progress(step, count)
    }
    return { latent: { ...latent, sample } satisfies Latent }
  },
})

const decode = defineNode({
  ...card,
  version: 1,
  title: 'Decode',
  inputs: {
    vae: { kind: 'port', title: 'VAE', about: '', type: 'vae' },
    latent: { kind: 'port', title: 'Latent', about: '', type: 'latent' },
  },
  outputs: { frames: { title: 'frames', type: 'frames' } },
  run: async ({ vae, latent }, context) => {
    const [, channels, count, height, width] = latent.shape
    const decoded = await context.decode(vae, latent.sample, [count, channels, height, width])
    const data = Uint8Array.from(decoded.data, (value) => (value + 1) * 127)
    return { frames: { data, count, height: decoded.shape[2], width: decoded.shape[3] } }
  },
})

const exportClip = defineNode({
  ...card,
  version: 1,
  title: 'Export',
  inputs: {
    frames: { kind: 'port', title: 'Frames', about: '', type: 'frames' },
    framesPerSecond: { kind: 'number', title: 'Frames / s', about: '', default: 8, min: 1, max: 60, step: 1 },
  },
  outputs: { clip: { title: 'clip', type: 'clip' } },
  result: true,
  run: async ({ frames, framesPerSecond }, context) => ({
    clip: await context.encodeVideo(frames, { format: 'mp4', framesPerSecond, quality: 80 }),
  }),
})

/** A result that takes any text: the smallest graph that runs is this node alone. */
const show = defineNode({
  ...card,
  version: 1,
  title: 'Show',
  inputs: {
    text: { kind: 'text', title: 'Text', about: '', default: '' },
    other: { kind: 'port', title: 'Other', about: '', type: 'text', optional: true },
  },
  outputs: { text: { title: 'text', type: 'text' } },
  result: true,
  run: async ({ text }) => ({ text }),
})

/** Throws what its text names. */
const fail = defineNode({
  ...card,
  version: 1,
  title: 'Fail',
  inputs: {
    how: { kind: 'text', title: 'How', about: '', default: 'plain' },
    text: { kind: 'text', title: 'Text', about: '', default: '' },
  },
  outputs: { text: { title: 'text', type: 'text' } },
  run: async ({ how }) => {
    if (how === 'disk')
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path: '/data/x.mp4' })
    if (how === 'type') throw new TypeError('x is not a function')
    if (how === 'memory') throw new RangeError('Array buffer allocation failed')
    throw new Error('The words are wrong. Take others.')
  },
})

/** A choice that brings a field with it, and takes it away. */
const choose = defineNode({
  ...card,
  version: 1,
  title: 'Choose',
  inputs: {
    kind: {
      kind: 'choice',
      title: 'Kind',
      about: '',
      default: 'plain',
      options: [
        { value: 'plain', title: 'Plain' },
        { value: 'fancy', title: 'Fancy', has: ['curl'] },
      ],
    },
    curl: {
      kind: 'number',
      title: 'Curl',
      about: '',
      default: 3,
      min: 0,
      max: 9,
      step: 1,
      only: { field: 'kind', has: 'curl' },
    },
  },
  outputs: { text: { title: 'text', type: 'text' } },
  result: true,
  run: async ({ kind, curl }) => ({ text: `${kind} ${curl}` }),
})

/** Small real nodes of every kind, by id. */
export const fakeNodes: ReadonlyMap<string, AnyNode> = new Map(
  Object.entries({
    text,
    trim,
    number,
    next,
    sum,
    load,
    encode,
    noise,
    steps,
    decode,
    export: exportClip,
    show,
    fail,
    choose,
  }),
)

/** The descriptions of nodes, as a catalogue gives them. */
export const describe = (nodes: ReadonlyMap<string, AnyNode>): Definitions =>
  Object.fromEntries([...nodes].map(([id, { identity: _, run: __, ...definition }]) => [id, { ...definition, id }]))

/** A link to write into an input. */
export const from = (node: string, output: string): InputValue => ({ from: node, output })

type Filled = Readonly<Record<string, InputValue | string | number | boolean>>

/** A workflow in few words: node id → [definition id, inputs], where a plain value stands for a literal. */
export const workflowOf = (nodes: Readonly<Record<string, readonly [node: string, inputs?: Filled]>>): Workflow => ({
  format: 'reelgraph',
  version: 1,
  nodes: Object.fromEntries(
    Object.entries(nodes).map(([id, [node, inputs = {}]]): [string, PlacedNode] => [
      id,
      {
        node,
        version: 1,
        at: [0, 0],
        inputs: Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [name, typeof value === 'object' ? value : { value }]),
        ),
      },
    ]),
  ),
})

/** From a checkpoint to a clip, as a person would wire it. */
export const clipWorkflow = ({
  prompt = 'a ball',
  seed = 1,
  count = 4,
  framesPerSecond = 8,
  size = 16,
} = {}): Workflow =>
  workflowOf({
    load: ['load', { checkpoint: 'demo' }],
    prompt: ['text', { text: prompt }],
    encode: ['encode', { encoder: from('load', 'textEncoder'), text: from('prompt', 'text') }],
    noise: ['noise', { seed, size }],
    steps: [
      'steps',
      {
        unet3d: from('load', 'unet3d'),
        latent: from('noise', 'latent'),
        positive: from('encode', 'conditioning'),
        count,
      },
    ],
    decode: ['decode', { vae: from('load', 'vae'), latent: from('steps', 'latent') }],
    export: ['export', { frames: from('decode', 'frames'), framesPerSecond }],
  })
