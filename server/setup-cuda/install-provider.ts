import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cudaLibrary, inspectLibrary, providerFolder, runtimeFolder } from '../worker/cuda-library.ts'

const run = promisify(execFile)

/** An npm package that carries ONNX Runtime's own build of the provider, and the version of ONNX Runtime that it is of. */
const secondSource = {
  name: 'com.github.asus4.onnxruntime.linux-x64-gpu',
  version: '0.4.9',
  runtime: '1.29.0',
  folder: 'Plugins/Linux/x64',
} as const

const libraries = ['libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'] as const

/** The version of the installed onnxruntime-node. */
export const runtimeVersion = async (runtime = runtimeFolder()): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(runtime, 'package.json'), 'utf8')) as { version: string }
  return version
}

/**
 * Puts the CUDA provider beside ONNX Runtime: by onnxruntime-node's own installer, which takes it from NuGet, and where
 * that fails from the npm package that carries the same build.
 * @param say hears what is being done, a line at a time
 * @returns the library's path
 * @throws where this platform has none, where neither source can be reached, or where what came is of another version
 */
export const installProvider = async (say: (line: string) => void, runtime = runtimeFolder()): Promise<string> => {
  const folder = providerFolder(runtime)
  if (process.platform !== 'linux' || process.arch !== 'x64' || !folder)
    throw new Error(
      `There is no CUDA provider for ${process.platform}/${process.arch}: onnxruntime-node has it for Linux on x64 alone. Take --device cpu or webgpu.`,
    )
  const version = await runtimeVersion(runtime)
  const failures: string[] = []
  for (const source of [fromInstaller, fromPackage]) {
    try {
      say(await source(runtime, folder, version))
      const library = cudaLibrary(runtime)
      if (!library) throw new Error('it ended without an error, and without the library')
      if ((await inspectLibrary(library, version)).sameVersion) return library
      await rm(library)
      throw new Error(`what came is not of version ${version}`)
    } catch (error) {
      const line = `${source === fromInstaller ? "onnxruntime-node's installer" : secondSource.name}: ${reasonOf(error as Error)}`
      failures.push(line)
      say(`${line}.`)
    }
  }
  throw new Error(
    `The CUDA provider of version ${version} could not be fetched. ${failures.join('. ')}. Check the network (and HTTPS_PROXY), then run this again.`,
  )
}

const fromInstaller = async (runtime: string, _: string, version: string): Promise<string> => {
  await run(process.execPath, [join(runtime, 'script', 'install.js')], {
    // "true" fetches what this platform's build has, whatever CUDA version the installer calls it by.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true', GLOBAL_AGENT_HTTPS_PROXY: process.env.HTTPS_PROXY },
    timeout: 20 * 60_000,
    maxBuffer: 2 ** 26,
  })
  return `Fetched the CUDA provider ${version} with onnxruntime-node's own installer (NuGet).`
}

const fromPackage = async (_: string, folder: string, version: string): Promise<string> => {
  const { name, version: packed, runtime } = secondSource
  if (runtime !== version)
    throw new Error(`it carries ${runtime}, and ${version} is installed: core and provider must be of one version`)
  const work = await mkdtemp(join(tmpdir(), 'reelgraph-cuda-'))
  try {
    const { stdout } = await run('npm', ['pack', '--silent', `${name}@${packed}`], {
      cwd: work,
      timeout: 20 * 60_000,
    })
    const wanted = libraries.map((library) => `package/${secondSource.folder}/${library}`)
    await run('tar', ['xzf', stdout.trim(), ...wanted], { cwd: work })
    for (const [index, library] of libraries.entries()) {
      // A library that is in use must not be written into: a new file takes its place.
      const fresh = join(folder, `${library}.new`)
      await copyFile(join(work, wanted[index] as string), fresh)
      await rename(fresh, join(folder, library))
    }
    return `Fetched the CUDA provider ${version} from the npm package ${name}@${packed}.`
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** The line that says why: of a program's error output the first that tells of an error, else the message. */
const reasonOf = (error: Error & { stderr?: string }): string => {
  const lines = (error.stderr ?? '').split('\n').map((line) => line.trim())
  const telling = lines.find((line) => /(?:Error|ERR!|failed)/i.test(line))
  return (telling || error.message.split('\n')[0] || 'it failed').replace(/\.$/, '')
}
