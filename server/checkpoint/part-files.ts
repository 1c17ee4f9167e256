import type { Config } from '../../onnx/config.ts'
import type { TensorTable } from '../../onnx/tensors.ts'

/** One network as it lies on the disk: what it is and where its numbers are. Only headers were read. */
export interface PartFiles {
  /** The class that its config.json (or the checkpoint's model_index.json) names: the name of a file in onnx/families. */
  readonly class: string
  readonly config: Config
  /** What errors call its configuration, for example `unet/config.json`. */
  readonly configName: string
  readonly tensors: TensorTable
  /** The real folder (links resolved) that the weight files of `tensors` lie in. */
  readonly folder: string
}
