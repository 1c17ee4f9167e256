import { parseArgs } from 'node:util'
import { checkCuda } from '../setup-cuda/check-cuda.ts'
import { installProvider, runtimeVersion } from '../setup-cuda/install-provider.ts'
import { cudaLibrary, inspectLibrary } from '../worker/cuda-library.ts'

const help = `Usage: npm run setup:cuda -- [--check]

Fetches ONNX Runtime's CUDA provider for the version that is installed (about 200 MB), then checks the driver, the CUDA
runtime and cuDNN, and says what is missing. Linux on x64.

  --check  fetch nothing, only check
  --help   this text

Ends with 0 where CUDA answers, with 1 where something is missing.
`

/** Runs the command. Gives the exit code. */
const main = async (args: readonly string[], print: (text: string) => void): Promise<number> => {
  const options = { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
  const { values } = parseArgs({ args: [...args], options, allowPositionals: false })
  if (values.help) {
    print(help)
    return 0
  }
  if (!values.check && !(await isInstalled())) {
    print('Fetching the CUDA provider…\n')
    await installProvider((line) => print(`${line}\n`))
  }
  const checks = await checkCuda()
  for (const { ok, line } of checks) print(`${ok ? 'ok  ' : 'FAIL'}  ${line}\n`)
  return checks.every(({ ok }) => ok) ? 0 : 1
}

const isInstalled = async (): Promise<boolean> => {
  const library = cudaLibrary()
  return library !== undefined && (await inspectLibrary(library, await runtimeVersion())).sameVersion
}

try {
  process.exitCode = await main(process.argv.slice(2), (text) => process.stdout.write(text))
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
