import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkCuda } from '../../../server/setup-cuda/check-cuda.ts'
import { runtimeVersion } from '../../../server/setup-cuda/install-provider.ts'
import { cudaLibrary, inspectLibrary, loaderErrors, providerFolder } from '../../../server/worker/cuda-library.ts'
import { neededLibraries } from '../../../server/worker/elf-needed.ts'

const onLinux = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

const written = async (name: string, bytes: Uint8Array): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'reelgraph-elf-'))
  folders.push(folder)
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

describe.runIf(onLinux)('a library of Linux', () => {
  const core = () => {
    const folder = providerFolder() as string
    return join(folder, readdirSync(folder).find((name) => name.startsWith('libonnxruntime.so')) as string)
  }

  test('says which libraries it needs, and ONNX Runtime of which version it is', async () => {
    const needed = await neededLibraries(core())
    expect(needed).toContain('libc.so.6')
    expect(needed.every((name) => /^(?:lib|ld-linux)[\w+.-]*\.so/.test(name))).toBe(true)
    expect((await inspectLibrary(core(), await runtimeVersion())).sameVersion).toBe(true)
    expect((await inspectLibrary(core(), '0.0.1')).sameVersion).toBe(false)
  })

  test('that loads is no error; one that is not there is, by the loader’s own words', async () => {
    const errors = await loaderErrors(['libc.so.6', 'libnowhere.so.13'])
    expect([...errors.keys()]).toEqual(['libnowhere.so.13'])
    expect(errors.get('libnowhere.so.13')).toMatch(/libnowhere\.so\.13: cannot open shared object file/)
  })
})

test('a file that is no library, or is cut short, is refused', async () => {
  await expect(neededLibraries(await written('a.so', new Uint8Array(100)))).rejects.toThrow(/no 64-bit library/)
  await expect(neededLibraries(await written('b.so', new Uint8Array(5)))).rejects.toThrow(/cut short/)
})

test('without a provider the check says how to fetch it', async () => {
  if (cudaLibrary()) return expect((await checkCuda()).length).toBeGreaterThan(2)
  expect(await checkCuda()).toContainEqual({
    ok: false,
    line: expect.stringMatching(/is not installed\. Run "npm run setup:cuda"/),
  })
})
