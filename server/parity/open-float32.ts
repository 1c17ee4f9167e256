import { buildNetwork, refuseLeftovers } from '../../onnx/build-network.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import type { Device } from '../worker/device.ts'
import { type Families, familyOf } from '../worker/families.ts'
import { openSession, type Session } from '../worker/open-session.ts'

/** What comparisons compute with. */
export interface ParityTools {
  readonly device: Device
  readonly families: Families
}

/** A network of a part in float32. The caller closes it. */
export const openFloat32 = (
  { device, families }: ParityTools,
  files: PartFiles,
  network: string,
  skipLayers = 0,
): Promise<Session> => {
  const family = familyOf(families, files)
  refuseLeftovers(family, files)
  const graph = buildNetwork(family, network, files, 'float32', { skipLayers })
  return openSession(`the network "${network}" of ${files.configName}`, graph, files.folder, device)
}
