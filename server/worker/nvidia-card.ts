import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** An NVIDIA card as its driver names it. */
export interface NvidiaCard {
  readonly title: string
  readonly memoryBytes: number
  /** The version of the driver. */
  readonly driver: string
}

/**
 * The first card that `nvidia-smi` lists: the one that CUDA takes. Undefined where it does not answer: there is no card,
 * no driver, or no access to it.
 * @param path where the command is looked for, as the variable PATH
 */
export const nvidiaCard = async (path = process.env.PATH): Promise<NvidiaCard | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(
      'nvidia-smi',
      ['--query-gpu=name,memory.total,driver_version', '--format=csv,noheader'],
      { timeout: 10_000, env: { ...process.env, PATH: path } },
    )
    // For example "NVIDIA H100 80GB HBM3, 81559 MiB, 550.54.15".
    const [, title, mebibytes, driver] = /^(.+), (\d+) MiB, (\S+)\s*$/m.exec(stdout) ?? []
    return title && driver ? { title, memoryBytes: Number(mebibytes) * 2 ** 20, driver } : undefined
  } catch {
    return undefined
  }
}
