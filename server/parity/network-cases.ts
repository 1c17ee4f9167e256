import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openPart } from '../checkpoint/part.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import { listWeights } from '../checkpoint/weight-files.ts'
import { familyOf } from '../worker/families.ts'
import type { Session } from '../worker/open-session.ts'
import { openFloat32, type ParityTools } from './open-float32.ts'
import { type Outcome, relativeError } from './outcome.ts'
import { type References, readReferences } from './reference-files.ts'

/** The bound of every network whose weights are those that the reference was computed with. */
const float32Bound = 1e-4

/**
 * The cases of one network: a folder of config.json and weights (each variant is compared).
 * @param name what outcomes are called
 * @param answers the folder whose io.safetensors holds inputs and outputs
 */
export async function* networkCases(
  tools: ParityTools,
  folder: string,
  name: string,
  answers = folder,
): AsyncGenerator<Outcome> {
  const variants = [...new Set(listWeights(await readdir(folder)).map(({ variant }) => variant))]
  const io = await readReferences(join(answers, 'io.safetensors'))
  for (const variant of variants.length > 0 ? variants.sort() : ['']) {
    const files = await openPart(folder, { variant, name })
    const bound = boundOf(files)
    const compare = comparisons[familyOf(tools.families, files).part]
    const title = variant === '' ? name : `${name}.${variant}`
    for await (const [what, error] of compare(tools, files, io))
      yield { name: `${title} ${what}`, error, bound, unit: 'relative' }
  }
}

/**
 * A half has 11 bits: rounding the reference's float32 weights changes each by up to 2⁻¹² to 2⁻¹¹ of itself, independently
 * of the others, so that the changes of n weight matrices one after the other add up as √n · 2⁻¹¹ at most.
 */
const boundOf = ({ tensors }: PartFiles): number => {
  const matrices = [...tensors.values()].filter(({ shape }) => shape.length > 1)
  return matrices.some(({ type }) => type === 'F16') ? Math.sqrt(matrices.length) * 2 ** -11 : float32Bound
}

/** Says what was compared and the relative error. */
type Comparison = AsyncGenerator<readonly [what: string, error: number]>
type Compare = (tools: ParityTools, files: PartFiles, io: References) => Comparison

/** The leading part of the names that end so, in order. */
const casesOf = (io: References, ending: string): string[] =>
  io.names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length))

const requireSome = (found: readonly unknown[], what: string): void => {
  if (found.length === 0) throw new Error(`io.safetensors holds no ${what}, so there is nothing to compare with.`)
}

async function* unet(tools: ParityTools, files: PartFiles, io: References): Comparison {
  const answers = io.names.flatMap((name) => {
    const match = /^(?<call>.*)\.t(?<timestep>\d+)\.out$/.exec(name)?.groups
    return match ? [{ name, call: match.call as string, timestep: Number(match.timestep) }] : []
  })
  requireSome(answers, '<case>.t<timestep>.out')
  yield* using(openFloat32(tools, files, 'unet'), async function* (session) {
    for (const { name, call, timestep } of answers) {
      const { out_sample } = await session.run({
        sample: io.numbers(`${call}.sample`),
        encoder_hidden_states: io.numbers(`${call}.encoder_hidden_states`),
        timestep: { data: Float32Array.of(timestep), shape: [1] },
      })
      yield [name.replace(/\.out$/, ''), relativeError(out_sample?.data ?? [], io.numbers(name).data)]
    }
  })
}

async function* vae(tools: ParityTools, files: PartFiles, io: References): Comparison {
  const decoded = casesOf(io, '.decoded')
  const encoded = casesOf(io, '.mean')
  requireSome([...decoded, ...encoded], '<case>.decoded or <case>.mean')
  if (decoded.length > 0)
    yield* using(openFloat32(tools, files, 'decoder'), async function* (session) {
      for (const name of decoded) {
        const { pictures } = await session.run({ latents: io.numbers(`${name}.latents`) })
        yield [`${name}.decoded`, relativeError(pictures?.data ?? [], io.numbers(`${name}.decoded`).data)]
      }
    })
  if (encoded.length > 0)
    yield* using(openFloat32(tools, files, 'encoder'), async function* (session) {
      for (const name of encoded) {
        const answer = await session.run({ pictures: io.numbers(`${name}.image`) })
        for (const output of ['mean', 'logvar'])
          yield [`${name}.${output}`, relativeError(answer[output]?.data ?? [], io.numbers(`${name}.${output}`).data)]
      }
    })
}

async function* text(tools: ParityTools, files: PartFiles, io: References): Comparison {
  const states = io.names.flatMap((name) => {
    if (name === 'last_hidden_state') return [{ name, skip: 0 }]
    const skip = /^clip_skip_(\d+)$/.exec(name)?.[1]
    return skip === undefined ? [] : [{ name, skip: Number(skip) }]
  })
  requireSome(states, 'last_hidden_state or clip_skip_<layers>')
  for (const { name, skip } of states)
    yield* using(openFloat32(tools, files, 'text', skip), async function* (session) {
      const { last_hidden_state } = await session.run({ input_ids: io.ids('input_ids') })
      yield [name, relativeError(last_hidden_state?.data ?? [], io.numbers(name).data)]
    })
}

const comparisons: Readonly<Record<'unet3d' | 'vae' | 'text-encoder', Compare>> = {
  unet3d: unet,
  vae,
  'text-encoder': text,
}

async function* using(opening: Promise<Session>, compare: (session: Session) => Comparison): Comparison {
  const session = await opening
  try {
    yield* compare(session)
  } finally {
    await session.close()
  }
}
