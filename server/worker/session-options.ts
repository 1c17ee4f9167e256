import type { InferenceSession } from 'onnxruntime-node'
import type { BuiltGraph } from '../../onnx/graph.ts'
import type { DeviceId } from './find-devices.ts'
import { staysStored } from './weight-memory.ts'

/**
 * Options of a session on a device.
 * @param folder the folder of the graph's weights, which are external data: a real one, without links
 */
export const sessionOptions = (
  id: DeviceId,
  threads: number,
  folder: string,
  graph: Pick<BuiltGraph, 'weightBytes' | 'convertedBytes' | 'fewWeights'>,
): InferenceSession.SessionOptions => ({
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
})
