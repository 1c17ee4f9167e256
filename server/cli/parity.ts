import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Found, findCases } from '../parity/find-cases.ts'
import type { ParityTools } from '../parity/open-float32.ts'
import { holds, lineOf, type Outcome } from '../parity/outcome.ts'
import { terminalText } from '../terminal-text.ts'
import { openDevice } from '../worker/device.ts'
import { loadFamilies } from '../worker/families.ts'
import { fallbackLine } from '../worker/placements.ts'

const help = `Usage: npm run parity -- FOLDER [--device cpu|cuda|webgpu]

Compares this engine with answers of diffusers, transformers and torch that lie in FOLDER and the folders under it:
  config.json + weights + io.safetensors   a network (UNet3DConditionModel, AutoencoderKL, CLIPTextModel)
  runs.json + io.safetensors               runs of TextToVideoSDPipeline, step by step
  schedulers.json, randn.json              solvers and noise
  tokens.json + tokenizer/                 token ids
Prints a line for each case with its error and the bound; on a GPU also which nodes of each network ran on the CPU. Ends with 0 only when all hold.
`

/** Runs the command. Gives the exit code: 0 all hold, 1 some do not, 2 there is nothing to compare. */
const main = async (args: readonly string[], print: (text: string) => void): Promise<number> => {
  const options = { device: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  if (values.help) {
    print(help)
    return 0
  }
  const [folder] = positionals
  if (folder === undefined || positionals.length > 1)
    throw new Error(`Give one folder to compare with, for example ../shared/reference.\n\n${help}`)
  const root = resolve(folder)
  const found = (await stat(root).catch(() => undefined))?.isDirectory() ? await findCases(root) : undefined
  if (!found) throw new Error(`${root} is no folder. Give the folder of a reference.`)
  if (found.length === 0) throw new Error(`${root} holds nothing that can be compared.\n\n${help}`)
  const device = await openDevice(values.device ?? 'cpu')
  const placed: ParityTools['placed'] = (network, nodes) => print(`      ${network}: ${fallbackLine(nodes)}\n`)
  const tools = { device, families: await loadFamilies(), ...(device.id === 'cpu' ? {} : { placed }) }
  const outcomes: Outcome[] = []
  for (const each of found)
    for await (const outcome of compare(each, tools)) {
      outcomes.push(outcome)
      print(`${lineOf(outcome)}\n`)
    }
  const failed = outcomes.filter((outcome) => !holds(outcome)).length
  const skipped = outcomes.filter((outcome) => 'skipped' in outcome).length
  print(`\n${outcomes.length - failed - skipped} hold, ${failed} do not, ${skipped} skipped.\n`)
  return failed > 0 ? 1 : skipped === outcomes.length ? 2 : 0
}

/** The outcomes of what was found; that it cannot be computed is one too, and does not end the others. */
async function* compare(found: Found, tools: ParityTools): AsyncGenerator<Outcome> {
  try {
    yield* found.compare(tools)
  } catch (error) {
    yield { name: found.name, failure: (error as Error).message }
  }
}

try {
  process.exitCode = await main(process.argv.slice(2), (text) => process.stdout.write(terminalText(text)))
} catch (error) {
  process.stderr.write(terminalText(`${(error as Error).message}\n`))
  process.exitCode = 2
}
