import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A graphics card as the system's kernel sees it. */
export interface GraphicsCard {
  readonly title: string
  /** Its own memory; undefined where it shares the processor's, or does not tell. */
  readonly memoryBytes?: number
}

/** By PCI's numbers of vendors. */
const vendors: Readonly<Record<string, string>> = {
  '0x1002': 'AMD graphics',
  '0x10de': 'NVIDIA graphics',
  '0x8086': 'Intel graphics',
  '0x1d17': 'Zhaoxin graphics',
}

/**
 * The graphics card with the most memory of its own that Linux lists. Undefined where there is none of a vendor that is
 * known: what is then offered under Vulkan computes on the processor.
 */
export const graphicsCard = async (listed = '/sys/class/drm'): Promise<GraphicsCard | undefined> => {
  const names = await readdir(listed).catch(() => [])
  const cards = await Promise.all(
    names
      .filter((name) => /^card\d+$/.test(name))
      .map(async (name): Promise<GraphicsCard | undefined> => {
        const read = (file: string) => readFile(join(listed, name, 'device', file), 'utf8').catch(() => '')
        const title = vendors[(await read('vendor')).trim()]
        const memoryBytes = Number(await read('mem_info_vram_total'))
        return title === undefined ? undefined : { title, ...(memoryBytes > 0 ? { memoryBytes } : {}) }
      }),
  )
  return cards.filter((card) => card !== undefined).sort((a, b) => (b.memoryBytes ?? 0) - (a.memoryBytes ?? 0))[0]
}
