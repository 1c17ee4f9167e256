import { execFile } from 'node:child_process'
import { createReadStream, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { neededLibraries } from './elf-needed.ts'

const cudaName = process.platform === 'win32' ? 'onnxruntime_providers_cuda.dll' : 'libonnxruntime_providers_cuda.so'

/** The folder of the installed onnxruntime-node. */
export const runtimeFolder = (): string =>
  resolve(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')), '..')

/** The folder in which ONNX Runtime looks for its providers on this platform; undefined where it has no build for it. */
export const providerFolder = (runtime = runtimeFolder()): string | undefined => {
  try {
    const abi = readdirSync(join(runtime, 'bin')).find((name) => name.startsWith('napi-'))
    const folder = abi && join(runtime, 'bin', abi, process.platform, process.arch)
    return folder && readdirSync(folder).length > 0 ? folder : undefined
  } catch {
    // No folder for this platform.
    return undefined
  }
}

/** Where the library of the CUDA provider lies, if it is there. */
export const cudaLibrary = (runtime = runtimeFolder()): string | undefined => {
  const folder = providerFolder(runtime)
  return folder && readdirSync(folder).includes(cudaName) ? join(folder, cudaName) : undefined
}

/** What a provider's library says about itself. */
export interface LibraryFacts {
  /** Whether it was built of this version of ONNX Runtime. */
  readonly sameVersion: boolean
  /** The libraries of NVIDIA that it loads, for example `libcublasLt.so.13`; cuDNN too, which it loads when it is first used. */
  readonly needed: readonly string[]
}

/**
 * Reads a provider's library for the version that stands in it and for the libraries that it needs.
 * @param version the version of ONNX Runtime, for example `1.29.0`
 * @throws where it is no library
 */
export const inspectLibrary = async (path: string, version: string): Promise<LibraryFacts> => {
  const needed = (await neededLibraries(path)).filter((name) => /^lib(?:cu|nv)/.test(name))
  return {
    sameVersion: await holds(path, Buffer.from(`\0${version}\0`)),
    needed: [...needed.filter((name) => !name.startsWith('libcudnn')), 'libcudnn.so.9'],
  }
}

const holds = async (path: string, wanted: Buffer): Promise<boolean> => {
  let end = Buffer.alloc(0)
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    // It may lie across two pieces.
    const joined = Buffer.concat([end, piece])
    if (joined.includes(wanted)) return true
    end = joined.subarray(-wanted.length)
  }
  return false
}

/**
 * Loads libraries in a process of its own, as the system's loader finds them.
 * @returns the loader's text for each that does not load
 */
export const loaderErrors = async (libraries: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const program = `const wrong = []
    for (const name of process.argv.slice(1))
      try { process.dlopen({ exports: {} }, name) }
      catch (error) { if (!/did not self-register/.test(error.message)) wrong.push([name, error.message]) }
    process.stdout.write(JSON.stringify(wrong))`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program, ...libraries], { timeout: 60_000 })
  return new Map(JSON.parse(stdout) as [string, string][])
}
