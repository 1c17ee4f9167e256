import { availableParallelism, cpus, totalmem } from 'node:os'
import type { FoundDevice } from '../../workflow/wire.ts'
import { cudaLibrary, loaderErrors } from './cuda-library.ts'
import { explainLoaderError } from './explain-loader-error.ts'
import { graphicsCard } from './graphics-card.ts'
import { nvidiaCard } from './nvidia-card.ts'
import { tryProvider } from './try-provider.ts'

/** The execution providers that can be asked for, the one that is usually fastest first. */
export const deviceIds = ['cuda', 'webgpu', 'cpu'] as const
export type DeviceId = (typeof deviceIds)[number]

/** How devices are found: this machine, or one in a test. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly nvidiaCard: typeof nvidiaCard
  readonly graphicsCard: typeof graphicsCard
  /** The library of the CUDA provider; undefined where it is not installed. */
  cudaLibrary(): string | undefined
  readonly loaderErrors: typeof loaderErrors
  readonly tryProvider: typeof tryProvider
}

const thisMachine: Machine = {
  platform: process.platform,
  nvidiaCard,
  graphicsCard,
  cudaLibrary: () => cudaLibrary(),
  loaderErrors,
  tryProvider,
}

/** The devices of a machine; each is looked at, and tried, once. A device that cannot be used says why, and the command that helps. */
export interface DeviceFinder {
  /** What is known of a device before it is tried, which takes a moment. */
  look(id: DeviceId): Promise<FoundDevice>
  /** The same, and whether it answers. */
  find(id: DeviceId): Promise<FoundDevice>
}

/** Looks for devices on a machine. */
export const createDeviceFinder = (machine: Machine = thisMachine): DeviceFinder => {
  const lookers: Record<DeviceId, () => Promise<FoundDevice>> = {
    cpu: async () => cpu(),
    cuda: () => cuda(machine),
    webgpu: () => webgpu(machine),
  }
  const look = once((id: DeviceId) => lookers[id]())
  const find = once(async (id: DeviceId) => {
    const seen = await look(id)
    return id === 'cpu' || seen.problem !== undefined ? seen : tried(machine, seen)
  })
  return { look, find }
}

const once = <T>(work: (id: DeviceId) => Promise<T>): ((id: DeviceId) => Promise<T>) => {
  const known = new Map<DeviceId, Promise<T>>()
  return (id) => {
    const found = known.get(id) ?? work(id)
    known.set(id, found)
    return found
  }
}

const cpu = (): FoundDevice => {
  const processor = cpus()[0]?.model.trim() || process.arch
  return {
    id: 'cpu',
    title: `CPU (${processor})`,
    threads: availableParallelism(),
    memoryBytes: totalmem(),
  }
}

const cuda = async (machine: Machine): Promise<FoundDevice> => {
  const card = await machine.nvidiaCard()
  const device: FoundDevice = {
    id: 'cuda',
    title: card?.title ?? 'NVIDIA GPU (CUDA)',
    ...(card && { memoryBytes: card.memoryBytes, driver: card.driver }),
  }
  const library = machine.cudaLibrary()
  if (!library) {
    if (machine.platform !== 'linux' || process.arch !== 'x64')
      return { ...device, problem: { code: 'noProvider', detail: `${machine.platform}/${process.arch}` } }
    return { ...device, problem: { code: 'notInstalled' }, command: 'npm run setup:cuda' }
  }
  return device
}

const webgpu = async (machine: Machine): Promise<FoundDevice> => {
  const [card, nvidia] = await Promise.all([machine.graphicsCard(), machine.nvidiaCard()])
  const seen = nvidia ?? card
  return {
    id: 'webgpu',
    title: seen ? `${seen.title} (WebGPU)` : 'GPU (WebGPU)',
    ...(seen?.memoryBytes === undefined ? {} : { memoryBytes: seen.memoryBytes }),
    ...(nvidia && { driver: nvidia.driver }),
    // Vulkan has drivers that compute on the processor: far slower than the CPU's own kernels.
    ...(machine.platform === 'linux' && !seen ? { software: true } : {}),
  }
}

const tried = async (machine: Machine, device: FoundDevice): Promise<FoundDevice> => {
  const { problem, singleOnly } = await machine.tryProvider(device.id)
  if (problem === undefined) return singleOnly ? { ...device, singleOnly } : device
  const own = typeof problem === 'string' ? explainLoaderError(problem) : problem
  if (device.id !== 'cuda') return { ...device, problem: own }
  const library = machine.cudaLibrary()
  // What ONNX Runtime prints names the library that it looked for first, the loader the one that is missing.
  const reason = library && (await machine.loaderErrors([library]).catch(() => undefined))?.get(library)
  return { ...device, problem: reason ? explainLoaderError(reason) : own, command: 'npm run setup:cuda -- --check' }
}
