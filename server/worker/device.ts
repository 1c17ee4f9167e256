import { availableParallelism, totalmem } from 'node:os'
import type { InferenceSession } from 'onnxruntime-node'
import type { BuiltGraph } from '../../onnx/graph.ts'
import { type DeviceProblem, deviceTexts } from '../../workflow/device-texts.ts'
import { codedTexts } from '../../workflow/said/coded-texts.ts'
import { type Said, SaidError, say } from '../../workflow/said/said.ts'
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
export class DeviceError extends SaidError {
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
    throw new DeviceError(say('noDeviceOpens'))
  }
  const id = deviceIds.find((each) => each === wanted.toLowerCase())
  if (!id) throw new DeviceError(say('noSuchDevice', { device: wanted, known: [...deviceIds].sort() }))
  const found = await finder.find(id)
  if (found.problem !== undefined)
    throw new DeviceError(say('deviceUnusable', { device: id, problem: problemOf(found.problem, found.command) }))
  return deviceOf(id, found)
}

/** Why it cannot be used, and the command that helps where there is one. */
const problemOf = ({ code, detail = '' }: DeviceProblem, command: string | undefined): Said => {
  const what = deviceWords[code](detail)
  if (command === undefined) return what
  return say(command.endsWith('--check') ? 'commandLists' : 'commandHelps', { what, command })
}

const deviceWords = codedTexts('deviceText', deviceTexts)

const deviceOf = (id: DeviceId, { title, memoryBytes = totalmem(), singleOnly = false }: FoundDevice): Device => {
  const threads = availableParallelism()
  return {
    id,
    half: id !== 'cpu' && !singleOnly,
    info: { id, title, threads, memoryBytes },
    sessionOptions: (folder, graph) => sessionOptions(id, threads, folder, graph),
  }
}
