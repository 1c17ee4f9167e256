import { join } from 'node:path'
import type { EngineInfo } from '../../workflow/wire.ts'
import { openArtifacts } from '../artifacts.ts'
import { openAssets } from '../assets.ts'
import { loadCatalogue } from '../catalogue.ts'
import { openCheckpoints } from '../checkpoint/open-checkpoints.ts'
import { dataFolder } from '../data-folder.ts'
import { findRoot } from '../find-root.ts'
import { openCache } from './cache.ts'
import { createCheckedWeights } from './checked-weights.ts'
import { createContexts } from './context.ts'
import { openDevice } from './device.ts'
import type { Engine } from './engine.ts'
import { createExecutor } from './executor.ts'
import { createDeviceFinder, deviceIds } from './find-devices.ts'
import { createLatentColours } from './fit-latent-colours.ts'
import { ownMemory } from './memory-watch.ts'
import type { WorkerSettings } from './messages.ts'
import { openNetworks, weightBudget } from './open-networks.ts'
import { fallbackLine } from './placements.ts'
import { openProgressStore } from './progress-store.ts'
import { createVideoReader } from './read-video.ts'
import { createVideoEncoder } from './video.ts'

/** Where the time of an engine's runs went, in milliseconds, and the calls to networks; all counted from its opening. */
export interface EngineSpent {
  readonly calls: number
  /** In calls to ONNX Runtime. */
  readonly networkMs: number
  /** In opening checkpoints' networks. */
  readonly openingMs: number
  /** In ffmpeg and the artifact store. */
  readonly videoMs: number
}

/** An engine that says where its time went. */
export interface MeasuredEngine extends Engine {
  /** Tries the other devices too, and tells of them. */
  survey(): Promise<void>
  readonly spent: EngineSpent
}

/**
 * Puts an engine together over a data folder and models folders. Opens the device; networks open when they are called.
 * @param onInfo hears what there is to compute on and what is open there, whenever that changes
 * @throws DeviceError where the device asked for cannot be used; an error of the system where the data folder cannot be written
 */
export const openEngine = async (
  { data, models, device: wanted, memoryGigabytes }: WorkerSettings,
  onInfo: (info: EngineInfo) => void = () => {},
): Promise<MeasuredEngine> => {
  const places = dataFolder(data)
  const finder = createDeviceFinder()
  const device = await openDevice(wanted, finder)
  const budgetBytes = memoryGigabytes === undefined ? weightBudget(device) : memoryGigabytes * 1e9
  const [catalogue, artifacts, assets, cache, progress] = await Promise.all([
    loadCatalogue(),
    openArtifacts(places.artifacts),
    openAssets(places.assets, join(findRoot(), 'examples', 'assets')),
    openCache({ folder: places.cache }),
    openProgressStore(places.progress),
  ])
  let told: EngineInfo = {
    device: device.id,
    chosen: wanted !== undefined,
    devices: [await finder.find(device.id)],
    budgetBytes,
    networks: [],
  }
  const checkpoints = openCheckpoints({ roots: models, fingerprints: places.fingerprints })
  const networks = openNetworks({
    checkpoints,
    device,
    checked: createCheckedWeights(places.checkedWeights),
    budgetBytes,
    changed: (open) => {
      told = { ...told, networks: open }
      onInfo(told)
    },
    // The server passes a worker's error output on to its own terminal.
    fellBack: (network, nodes) => process.stderr.write(`${network}: ${fallbackLine(nodes)}.\n`),
  })
  const contexts = createContexts({
    checkpoints,
    networks,
    colours: createLatentColours({ folder: places.latentColour, networks }),
    schedulers: catalogue.schedulers,
    encodeVideo: createVideoEncoder({ artifacts }),
    readVideo: createVideoReader({ assets }),
    progress,
  })
  const run = createExecutor({
    device: device.info,
    nodes: catalogue.nodes,
    definitions: () => catalogue.definitions(checkpoints),
    contexts,
    cache,
    progress,
    hasClip: async ({ artifact, extension }) => (await artifacts.find(`${artifact}.${extension}`)) !== undefined,
    memory: ownMemory,
  })
  onInfo(told)
  return {
    device: device.info,
    run,
    survey: async () => {
      told = { ...told, devices: await Promise.all(deviceIds.map((id) => finder.find(id))) }
      onInfo(told)
    },
    get spent() {
      const { calls, ms, openingMs } = networks.spent
      return { calls, networkMs: ms, openingMs, videoMs: contexts.spent.videoMs }
    },
    close: async () => {
      await networks.close()
      await cache.close()
    },
  }
}
