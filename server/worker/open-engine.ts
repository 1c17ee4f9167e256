import { openArtifacts } from '../artifacts.ts'
import { loadCatalogue } from '../catalogue.ts'
import { openCheckpoints } from '../checkpoint/open-checkpoints.ts'
import { dataFolder } from '../data-folder.ts'
import { openCache } from './cache.ts'
import { createContexts } from './context.ts'
import { openDevice } from './device.ts'
import type { Engine } from './engine.ts'
import { createExecutor } from './executor.ts'
import { createLatentColours } from './fit-latent-colours.ts'
import { ownMemory } from './memory-watch.ts'
import type { WorkerSettings } from './messages.ts'
import { openNetworks } from './open-networks.ts'
import { fallbackLine } from './placements.ts'
import { openProgressStore } from './progress-store.ts'
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
  readonly spent: EngineSpent
}

/**
 * Puts an engine together over a data folder and models folders. Opens the device; networks open when they are called.
 * @throws DeviceError where the device asked for cannot be used; an error of the system where the data folder cannot be written
 */
export const openEngine = async ({
  data,
  models,
  device: wanted,
  memoryGigabytes,
}: WorkerSettings): Promise<MeasuredEngine> => {
  const places = dataFolder(data)
  const device = await openDevice(wanted)
  const [catalogue, artifacts, cache, progress] = await Promise.all([
    loadCatalogue(),
    openArtifacts(places.artifacts),
    openCache({ folder: places.cache }),
    openProgressStore(places.progress),
  ])
  const checkpoints = openCheckpoints({ roots: models, fingerprints: places.fingerprints })
  const networks = openNetworks({
    checkpoints,
    device,
    ...(memoryGigabytes === undefined ? {} : { budgetBytes: memoryGigabytes * 1e9 }),
    // The server passes a worker's error output on to its own terminal.
    fellBack: (network, nodes) => process.stderr.write(`${network}: ${fallbackLine(nodes)}.\n`),
  })
  const contexts = createContexts({
    checkpoints,
    networks,
    colours: createLatentColours({ folder: places.latentColour, networks }),
    schedulers: catalogue.schedulers,
    encodeVideo: createVideoEncoder({ artifacts }),
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
  return {
    device: device.info,
    run,
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
