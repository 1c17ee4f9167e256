import { buildNetwork, refuseLeftovers } from '../../onnx/build-network.ts'
import type { PartFiles } from '../checkpoint/part-files.ts'
import type { Device } from '../worker/device.ts'
import { type Families, familyOf } from '../worker/families.ts'
import { openSession, type Session } from '../worker/open-session.ts'
import type { PlacedNode } from '../worker/placements.ts'

/** What comparisons compute with. */
export interface ParityTools {
  readonly device: Device
  readonly families: Families
  /** Hears of every network that was opened on which providers its nodes ran. */
  readonly placed?: (network: string, nodes: readonly PlacedNode[]) => void
}

/** A network of a part in float32. The caller closes it. */
export const openFloat32 = (
  { device, families, placed }: ParityTools,
  files: PartFiles,
  network: string,
  skipLayers = 0,
): Promise<Session> => {
  const family = familyOf(families, files)
  refuseLeftovers(family, files)
  const graph = buildNetwork(family, network, files, 'float32', { skipLayers })
  const name = `the network "${network}" of ${files.configName}`
  return openSession(name, graph, files.folder, device, placed && ((nodes) => placed(name, nodes)))
}
