import { execFile } from 'node:child_process'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { promisify } from 'node:util'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type BuiltGraph, createGraph } from '../../onnx/graph.ts'
import type { SystemInfo } from '../../workflow/wire.ts'
import { cudaLibrary, loaderErrors } from './cuda-library.ts'
import { explainLoaderError } from './explain-loader-error.ts'
import { staysStored } from './weight-memory.ts'

/** The execution providers that can be asked for. */
export const deviceIds = ['cpu', 'cuda', 'webgpu'] as const
export type DeviceId = (typeof deviceIds)[number]

/** Where networks compute. */
export interface Device {
  readonly info: SystemInfo['device']
  readonly id: DeviceId
  /** Options of a session of a graph whose weights are external data in `folder`: a real one, without links. */
  sessionOptions(
    folder: string,
    graph: Pick<BuiltGraph, 'weightBytes' | 'convertedBytes'>,
  ): InferenceSession.SessionOptions
}

/** A device that cannot be used: what is missing, and what can be taken. */
export class DeviceError extends Error {
  override name = 'DeviceError'
}

/**
 * The device that was asked for, or the best that opens: CUDA where its provider library is there and answers, else the
 * CPU. WebGPU only when it is asked for: which driver it would find is not known before.
 * @throws DeviceError when the device asked for does not open
 */
export const openDevice = async (wanted?: string): Promise<Device> => {
  if (wanted === undefined) {
    if (cudaLibrary() && !(await whyNot('cuda'))) return device('cuda')
    return device('cpu')
  }
  const id = deviceIds.find((each) => each === wanted.toLowerCase())
  if (!id) throw new DeviceError(`There is no device "${wanted}". Choose one of ${deviceIds.join(', ')}.`)
  const reason = await whyNot(id)
  if (reason)
    throw new DeviceError(
      `The device "${id}" cannot be used: ${reason} Or choose the device "cpu", which always works.`,
    )
  return device(id)
}

const device = async (id: DeviceId): Promise<Device> => {
  const threads = availableParallelism()
  const card = id === 'cuda' ? await nvidiaCard() : undefined
  const processor = cpus()[0]?.model.trim() || process.arch
  const titles = {
    cpu: `CPU (${processor}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`,
    cuda: card?.title ?? 'NVIDIA GPU (CUDA)',
    webgpu: 'GPU (WebGPU)',
  }
  return {
    id,
    info: { id, title: titles[id], threads, memoryBytes: card?.memoryBytes ?? totalmem() },
    sessionOptions: (folder, graph) => ({
      executionProviders: id === 'cpu' ? ['cpu'] : [id, 'cpu'],
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      // A plan of all memory for each shape of the inputs, beside what the first run took: 40 % more at its peak (UNet of
      // 1.7 b at 1/8 of its widths: 565 MB with plans, 400 MB without), and no call is faster with it.
      enableMemPattern: false,
      // Errors come back as exceptions: printed too, they would stand twice in the terminal.
      logSeverityLevel: 4,
      extra: {
        session: {
          model_external_initializers_file_folder_path: folder,
          // Threads that wait busily take the processor from ffmpeg, the browser and other programs: on two cores that
          // other programs kept busy, the demo UNet took 187 ms a call with waiting, 105 ms without (its fastest call: 90 ms either way).
          intra_op: { allow_spinning: '0' },
          // Packed copies of weights make no call measurably faster (demo UNet: 52 to 58 ms either way), and would take
          // the memory of the weights once more: without them, float32 weights stay mapped from their file.
          ...(id === 'cpu' ? { disable_prepacking: '1' } : { use_device_allocator_for_initializers: '1' }),
        },
        // By either of these ONNX Runtime would make float32 copies of all half-precision weights at opening.
        ...(staysStored(id, graph)
          ? {
              optimization: {
                disable_specified_optimizers: 'ConstantFolding;FuseFp16InitializerToFp32NodeTransformer',
              },
            }
          : {}),
      },
    }),
  }
}

/** Why a session on a provider does not open or does not answer; undefined where it does. */
const whyNot = async (id: DeviceId): Promise<string | undefined> => {
  if (id === 'cuda' && !cudaLibrary())
    return process.platform === 'linux' && process.arch === 'x64'
      ? 'its provider library is not installed. Run "npm run setup:cuda".'
      : `onnxruntime-node has no CUDA provider for ${process.platform}/${process.arch}.`
  const graph = createGraph('device check', new Map(), 'float32')
  const x = graph.input({ name: 'x', type: 'float32', shape: [2] })
  graph.output(graph.op('Relu', 'check', [x]), { name: 'y', type: 'float32', shape: [2] })
  try {
    const session = await InferenceSession.create(graph.build().model, {
      executionProviders: [id],
      logSeverityLevel: 4,
    })
    const { y } = await session.run({ x: new Tensor('float32', [-1, 2], [2]) })
    await session.release()
    return y?.data[0] === 0 && y.data[1] === 2 ? undefined : 'it answers wrongly. Update its driver.'
  } catch (error) {
    const library = id === 'cuda' ? cudaLibrary() : undefined
    // ONNX Runtime writes the loader's reason to the terminal and keeps it out of its error.
    const reason = library && (await loaderErrors([library]).catch(() => undefined))?.get(library)
    const words = explainLoaderError(reason ?? (error as Error).message)
    return id === 'cuda' ? `${words} "npm run setup:cuda -- --check" lists all that is missing.` : words
  }
}

const nvidiaCard = async (): Promise<{ title: string; memoryBytes: number } | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(
      'nvidia-smi',
      ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits'],
      { timeout: 5000 },
    )
    const [title, mebibytes] = stdout.split('\n')[0]?.split(', ') ?? []
    return title && Number(mebibytes) > 0 ? { title, memoryBytes: Number(mebibytes) * 2 ** 20 } : undefined
  } catch {
    return undefined
  }
}
