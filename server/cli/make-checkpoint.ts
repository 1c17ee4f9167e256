import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findRoot } from '../find-root.ts'
import { configurationNames, configurationOf, readScale } from '../make-checkpoint/configurations.ts'
import { makeCheckpoint } from '../make-checkpoint/make-checkpoint.ts'
import type { MadeType } from '../make-checkpoint/random-weights.ts'
import { loadFamilies } from '../worker/families.ts'
import { UsageError } from './usage-error.ts'

const help = `Usage: npm run make-checkpoint -- --to FOLDER [options]

Writes a diffusers folder with random weights, to measure what a checkpoint of that size takes. What it draws is noise.

  --config NAME  ${configurationNames.join(' or ')} (default ${configurationNames[0]})
  --to FOLDER    the folder to make: new, or empty
  --dtype TYPE   fp16 (default) or fp32
  --scale PART   widths taken by this, for example 1/8; layers and heads stay as many (default 1)
  --seed NUMBER  the same seed makes the same bytes (default 1)
`

const options = {
  config: { type: 'string' },
  to: { type: 'string' },
  dtype: { type: 'string' },
  scale: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const types: Readonly<Record<string, MadeType>> = { fp16: 'F16', fp32: 'F32' }

const main = async (args: readonly string[], print: (text: string) => void): Promise<void> => {
  const { values } = parse(args)
  if (values.help) return print(help)
  if (!values.to) throw new UsageError(`Give the folder to make: --to FOLDER.\n\n${help}`)
  const dtype = values.dtype ?? 'fp16'
  const type = Object.hasOwn(types, dtype) ? types[dtype] : undefined
  if (!type) throw new UsageError(`--dtype is "${dtype}". Give fp16 or fp32.`)
  const seed = Number(values.seed ?? 1)
  if (!Number.isSafeInteger(seed)) throw new UsageError(`--seed is "${values.seed}". Give a whole number.`)
  const configuration = configurationOf(
    values.config ?? (configurationNames[0] as string),
    readScale(values.scale ?? '1'),
  )
  let bytes = 0
  let told = performance.now()
  const made = await makeCheckpoint({
    folder: resolve(values.to),
    configuration,
    families: await loadFamilies(),
    vocabulary: join(findRoot(), 'test', 'golden'),
    type,
    seed,
    written: (more) => {
      bytes += more
      if (performance.now() - told < 5000) return
      told = performance.now()
      print(`${gigabytes(bytes)} written\n`)
    },
  })
  for (const [part, size] of Object.entries(made)) print(`${part.padEnd(13)} ${gigabytes(size)} of weights\n`)
  print(`${resolve(values.to)} is a checkpoint with random weights.\n`)
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.\n\n${help}`)
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(3)} GB`.padStart(10)

try {
  await main(process.argv.slice(2), (text) => process.stdout.write(text))
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
