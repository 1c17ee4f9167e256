import { availableParallelism, totalmem } from 'node:os'
import type { InferenceSession } from 'onnxruntime-node'
import type { BuiltGraph } from '../../onnx/graph.ts'
import { deviceProblemText } from '../../workflow/device-texts.ts'
import type { FoundDevice, SystemInfo } from '../../workflow/wire.ts'
import { createDeviceFinder, type DeviceFinder, type DeviceId, deviceIds } from './find-devices.ts'
import { sessionOptions } from './session-options.ts'

/** Where networks compute. */
export interface Device {
  readonly info: SystemInfo['device']
  readonly id: DeviceId
  /** Made for half precision; a CPU computes it by way of float32. */
  readonly half: boolean
  /** Options of a session of a graph whose weights are external data in `folder`: a real one, without links. */
  sessionOptions(
    folder: string,
    graph: Pick<BuiltGraph, 'weightBytes' | 'convertedBytes' | 'fewWeights'>,
  ): InferenceSession.SessionOptions
}

/** A device that cannot be used: what is missing, and what can be taken. */
export class DeviceError extends Error {
  override name = 'DeviceError'
}

/**
 * The device that was asked for, or the best that opens: CUDA, else WebGPU on a graphics card, else the CPU.
 * @throws DeviceError when the device asked for does not open
 */
export const openDevice = async (wanted?: string, finder: DeviceFinder = createDeviceFinder()): Promise<Device> => {
  if (wanted === undefined) {
    for (const id of deviceIds) {
      if ((await finder.look(id)).software) continue
      const found = await finder.find(id)
      if (found.problem === undefined) return deviceOf(id, found)
    }
    throw new DeviceError('No device opens, not even the CPU. Install the program again: npm ci.')
  }
  const id = deviceIds.find((each) => each === wanted.toLowerCase())
  if (!id) throw new DeviceError(`There is no device "${wanted}". Choose one of ${[...deviceIds].sort().join(', ')}.`)
  const found = await finder.find(id)
  if (found.problem !== undefined)
    throw new DeviceError(
      `The device "${id}" cannot be used. ${deviceProblemText(found.problem)}${remedyOf(found)} Or choose the device "cpu", which always works.`,
    )
  return deviceOf(id, found)
}

const remedyOf = ({ command }: FoundDevice): string => {
  if (command === undefined) return ''
  return command.endsWith('--check') ? ` "${command}" lists all that is missing.` : ` Run "${command}".`
}

const deviceOf = (id: DeviceId, { title, memoryBytes = totalmem(), singleOnly = false }: FoundDevice): Device => {
  const threads = availableParallelism()
  return {
    id,
    half: id !== 'cpu' && !singleOnly,
    info: { id, title, threads, memoryBytes },
    sessionOptions: (folder, graph) => sessionOptions(id, threads, folder, graph),
  }
}
