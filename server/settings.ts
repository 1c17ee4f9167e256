import { delimiter, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What a person can set when starting the server. */
export interface Settings {
  /** The address to listen on. */
  readonly host: string
  /** The port to listen on; 0 takes any free one. */
  readonly port: number
  /** The folder of all that the server keeps: absolute. */
  readonly data: string
  /** The folders in which checkpoints are looked for, first come first: absolute. */
  readonly models: readonly string[]
  /** The device to compute on; undefined to take the best that is there. */
  readonly device: string | undefined
  /** How much the weights of open networks may take together, in gigabytes; undefined for half of the device's memory. */
  readonly memoryGigabytes: number | undefined
  /** Further host names under which browsers may reach this server, for example behind a proxy. */
  readonly allowedHosts: readonly string[]
  /** Serve the editor from its sources, rebuilt as they change. */
  readonly dev: boolean
  /** Queue the demo workflow where no journal is there yet. */
  readonly welcome: boolean
}

/** A setting that cannot be followed: says which, and what it may be. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** The text of `--help`. */
export const help = `Usage: npm start -- [options]

  --port NUMBER      port to listen on; 0 takes any free one (default 3000, or the variable PORT)
  --host ADDRESS     address to listen on (default 127.0.0.1: this machine only; 0.0.0.0: the whole network, without a password)
  --allow-host NAME  a further name under which browsers may reach the server, for example behind a proxy; may be given again
  --data FOLDER      where workflows, clips and the journal are kept (default ./data)
  --models FOLDER    a folder of checkpoints, before those of REELGRAPH_MODELS and ./models; may be given again
  --device NAME      cpu, cuda or webgpu (default: the best that is there)
  --memory GB        memory for the weights of open networks; the one used longest ago is closed to make room (default:
                     half of the device's)
  --no-welcome       do not run the demo workflow on the very first start
  --help             this text
`

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  data: { type: 'string' },
  models: { type: 'string', multiple: true },
  device: { type: 'string' },
  memory: { type: 'string' },
  dev: { type: 'boolean' },
  'no-welcome': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * The settings in command-line arguments and environment variables, or 'help' where that was asked for. Relative folders
 * are taken from `folder`.
 * @throws SettingsError for an unknown flag or a value that cannot be
 */
export const readSettings = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Settings | 'help' => {
  const { values } = parse(args)
  if (values.help) return 'help'
  const path = (text: string) => resolve(folder, text)
  const listed = (environment.REELGRAPH_MODELS ?? '').split(delimiter).filter((each) => each !== '')
  return {
    host: filled('--host', values.host ?? '127.0.0.1'),
    port: portOf(values.port, environment.PORT),
    data: path(filled('--data', values.data ?? 'data')),
    models: [
      ...new Set([...(values.models ?? []).map((each) => filled('--models', each)), ...listed, 'models'].map(path)),
    ],
    device: values.device === undefined ? undefined : filled('--device', values.device),
    memoryGigabytes: values.memory === undefined ? undefined : gigabytesOf(values.memory),
    allowedHosts: (values['allow-host'] ?? []).map((each) => filled('--allow-host', each)),
    dev: values.dev ?? false,
    welcome: !values['no-welcome'],
  }
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false })
  } catch (error) {
    // parseArgs adds advice about "--" after its first sentence, which fits no flag of ours.
    const [reason] = (error as Error).message.split('. ')
    throw new SettingsError(`${reason}. The options are:\n\n${help}`)
  }
}

const filled = (flag: string, value: string): string => {
  if (value.trim() === '') throw new SettingsError(`${flag} is empty. Give it a value, or leave it out.`)
  return value
}

const gigabytesOf = (text: string): number => {
  const gigabytes = Number(text)
  if (!/^\d*\.?\d+$/.test(text) || !(gigabytes > 0) || gigabytes > 1e6)
    throw new SettingsError(`--memory is "${text}". Give gigabytes, for example --memory 6.`)
  return gigabytes
}

const portOf = (flag: string | undefined, variable: string | undefined): number => {
  const [name, text] = flag === undefined && variable ? ['The variable PORT', variable] : ['--port', flag ?? '3000']
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535)
    throw new SettingsError(`${name} is "${text}". Give a whole number from 0 to 65535, for example --port 3000.`)
  return port
}
