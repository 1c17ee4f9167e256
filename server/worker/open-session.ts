import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { BuiltGraph } from '../../onnx/graph.ts'
import { reasonSentence } from '../../workflow/said/reason.ts'
import { type Said, SaidError, say, type Words } from '../../workflow/said/said.ts'
import type { Device } from './device.ts'
import { type PlacedNode, readPlacements } from './placements.ts'

/** Numbers that go into a network or come out of it. */
export interface Numbers {
  readonly data: Float32Array
  readonly shape: readonly number[]
}

/** Token ids, row by row. */
export interface Ids {
  readonly data: BigInt64Array
  readonly shape: readonly number[]
}

/** A network that is ready to compute. */
export interface Session {
  readonly weightBytes: number
  /**
   * The outputs by name, for inputs by name.
   * @throws NetworkError where it fails, or where an output holds a NaN or an infinity: which, how many, what to do
   */
  run(inputs: Readonly<Record<string, Numbers | Ids>>): Promise<Readonly<Record<string, Numbers>>>
  close(): Promise<void>
}

/** A network that did not compute what it should: which, what happened, what to do. */
export class NetworkError extends SaidError {
  override name = 'NetworkError'
}

/**
 * Opens a graph on a device. A call hands over the very arrays that it is given and gives back those of ONNX Runtime:
 * nothing is copied on this side, nothing converted; half-precision graphs convert at their ports, on the device.
 *
 * Tensors cannot stay on a CUDA device between calls: onnxruntime-node 1.29 binds inputs and outputs to two places alone,
 * the memory of the process and WebGPU's buffers (`gpu-buffer`, of the allocator `WebGPU_Buf`; js/node/src/tensor_helper.cc,
 * inference_session_wrap.cc), and refuses `cpu-pinned` as an input. On WebGPU an output may stay, but it can only be an
 * input again (`download` is not implemented): the latents, which a solver computes with in each step, cannot, and the
 * text's keys and values, which could, are less than 1 % of a step (npm run bench -- attention). What therefore crosses to
 * a device in each step of 16 frames of 256 × 256 under guidance is 1.2 MB, and 0.5 MB come back: under a millisecond.
 * @param name what errors call the network: "the network "unet" of unet/config.json in "demo""
 * @param folder the real folder of its weight files
 * @param told hears after the first call on which providers its nodes ran; that call is profiled
 */
export const openSession = async (
  name: Words,
  graph: BuiltGraph,
  folder: string,
  device: Device,
  told?: (nodes: readonly PlacedNode[]) => void,
): Promise<Session> => {
  const { model, outputs, weightBytes } = graph
  let profile = told && (await mkdtemp(join(tmpdir(), 'reelgraph-profile-')))
  const removeProfile = async () => {
    if (profile) await rm(profile, { recursive: true, force: true })
    profile = undefined
  }
  const session = await InferenceSession.create(model, {
    ...device.sessionOptions(folder, graph),
    ...(profile ? { enableProfiling: true, profileFilePrefix: join(profile, 'calls') } : {}),
  }).catch(async (error: Error) => {
    await removeProfile()
    throw new NetworkError(
      say('networkNotOpened', { name, device: device.id, reason: reasonOf(error, 'runtimeCannotOpen') }),
    )
  })
  const tell = async () => {
    if (!profile) return
    session.endProfiling()
    const [file] = await readdir(profile)
    if (file) told?.(readPlacements(await readFile(join(profile, file), 'utf8')))
    await removeProfile()
  }
  return {
    weightBytes,
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([port, value]) => [port, tensorOf(name, port, value)]),
      )
      const answer = await session.run(feeds).catch((error: Error) => {
        throw new NetworkError(say('networkFailed', { name, reason: reasonOf(error, 'runtimeFailed') }))
      })
      await tell()
      return Object.fromEntries(
        outputs.map(({ name: port }) => {
          const { data, dims } = answer[port] as Tensor
          const numbers = { data: data as Float32Array, shape: dims }
          refuseNonFinite(name, port, numbers.data)
          return [port, numbers]
        }),
      )
    },
    async close() {
      await session.release()
      await removeProfile()
    },
  }
}

/** Whether an error of ONNX Runtime, CUDA or WebGPU says that memory did not suffice. */
export const isOutOfMemory = ({ message }: Error): boolean =>
  /out[ _]of[ _]memory|bad_?alloc|failed to allocate|allocate memory|allocation failed|STATUS_ALLOC_FAILED/i.test(
    message,
  )

const tensorOf = (name: Words, port: string, { data, shape }: Numbers | Ids): Tensor => {
  const count = shape.reduce((product, size) => product * size, 1)
  if (count !== data.length || count === 0 || !shape.every((size) => Number.isInteger(size) && size > 0))
    throw new NetworkError(say('inputOfOtherShape', { name, port, count: data.length, shape: shape.join(', ') }))
  return data instanceof BigInt64Array ? new Tensor('int64', data, shape) : new Tensor('float32', data, shape)
}

const refuseNonFinite = (name: Words, port: string, data: Float32Array): void => {
  let wrong = 0
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) wrong++
  if (wrong > 0) throw new NetworkError(say('networkNoNumbers', { name, port, broken: wrong, count: data.length }))
}

/** What ONNX Runtime says, and what to do: free memory where that is missing, else what `otherwise` says. */
const reasonOf = (error: Error, otherwise: 'runtimeCannotOpen' | 'runtimeFailed'): Said => {
  const [line = ''] = error.message.split('\n')
  return say(isOutOfMemory(error) ? 'runtimeNoMemory' : otherwise, { what: reasonSentence(line.trimEnd()) })
}
