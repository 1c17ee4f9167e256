import { execFile } from 'node:child_process'
import { cp, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { nonCommercialCard } from '../fakes/cards.ts'
import { repositoryOf, startHub } from '../fakes/hub-server.ts'
import { tempFolder } from '../fakes/temp-folder.ts'
import { builtProgram } from './built-program.ts'

const root = resolve(import.meta.dirname, '../..')
const demo = join(root, 'models/demo')
const program = await builtProgram('server/cli/models')

/** Runs the command in a process of its own, as a person does. */
const models = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    execFile(
      process.execPath,
      [program, ...args],
      { cwd: root, env: { ...process.env, HF_TOKEN: '', HF_HOME: '/nowhere', REELGRAPH_MODELS: '', ...environment } },
      (error, out, err) => done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })

test('get asks for agreement to a licence without commercial use; then list, check and licence know the checkpoint', async () => {
  const to = await tempFolder()
  const hub = await startHub('reelgraph/demo', await repositoryOf(demo, { 'README.md': nonCommercialCard }))
  const environment = { HF_ENDPOINT: hub.url }

  const asked = await models(['get', 'reelgraph/demo', '--to', to], environment)
  expect(asked.code).toBe(1)
  expect(asked.out).toMatch(/Licence: cc-by-nc-4\.0 \(no commercial use\) .*creativecommons\.org/)
  expect(asked.out).toMatch(/Misuse, Malicious Use and Excessive Use[\s\S]*It is forbidden to make content/)
  expect(asked.err).toMatch(/Nothing was downloaded\..*--accept-licence/)
  expect(await stat(join(to, 'reelgraph')).catch(() => undefined)).toBeUndefined()
  expect(hub.blobRequests).toEqual([])

  const got = await models(['get', `${hub.url}/reelgraph/demo`, '--to', to, '--accept-licence'], environment)
  expect(got).toMatchObject({ code: 0 })
  expect(got.out).toMatch(/Downloaded and checked: 13 files\./)
  expect(got.err).toMatch(/█+ +100 % .*MB/)

  const listed = await models(['list', '--models', to])
  expect(listed.out).toMatch(/NAME +CLASS +SIZE +LICENCE +WEIGHTS\n/)
  expect(listed.out).toMatch(/reelgraph\/demo +TextToVideoSDPipeline +\d\.\d MB +cc-by-nc-4\.0 +default\n/)
  expect(listed.code).toBe(0)

  const checked = await models(['check', 'reelgraph/demo', '--models', to, '--deep'])
  expect(checked).toMatchObject({ code: 0 })
  expect(checked.out).toMatch(
    /ok +unet\/diffusion_pytorch_model\.safetensors: SHA-256 [0-9a-f]{64}, as published\n[\s\S]*All is well\.\n$/,
  )

  const terms = await models(['licence', 'reelgraph/demo', '--models', to])
  expect(terms.out).toMatch(/cc-by-nc-4\.0[\s\S]*Prohibited for pornographic/)
})

test('without the hub, get goes on with what was downloaded and says so; where nothing was, it says what to do', async () => {
  const to = await tempFolder()
  const files = await repositoryOf(demo)
  const get = (url: string) => models(['get', 'reelgraph/demo', '--to', to], { HF_ENDPOINT: url })
  const down = await startHub('reelgraph/demo', files, { refuse: { status: 503, code: '' } })
  const nothing = await get(down.url)
  expect(nothing.code).toBe(1)
  expect(nothing.err).toMatch(/answered 503.*Try again later.*No copy on this machine can stand in for reelgraph\/demo/)
  expect((await get((await startHub('reelgraph/demo', files)).url)).code).toBe(0)
  for (const url of [down.url, 'http://127.0.0.1:9']) {
    const kept = await get(url)
    expect(kept).toMatchObject({ code: 0 })
    expect(kept.err).toMatch(/(?:answered 503|cannot be reached).*\nGoing on without the hub, with the copy in .*main/)
    expect(kept.out).toMatch(/All files were there, with the right bytes\./)
  }
}, 60_000)

test('check ends with 1 where something is wrong, and list names it', async () => {
  const folder = await tempFolder()
  await cp(demo, join(folder, 'broken'), { recursive: true })
  const unet = join(folder, 'broken/unet/diffusion_pytorch_model.safetensors')
  await truncate(unet, (await readFile(unet)).length - 100)
  const checked = await models(['check', 'broken', '--models', folder])
  expect(checked.code).toBe(1)
  expect(checked.out).toMatch(/WRONG +checkpoint: .*diffusion_pytorch_model\.safetensors[\s\S]*thing is wrong\.\n$/)
  const listed = await models(['list', '--models', folder])
  expect(listed.code).toBe(1)
  expect(listed.out).toMatch(/broken[\s\S]*cannot be used: .*diffusion_pytorch_model\.safetensors/)
})

test('what cannot be followed says how, and ends with 2', async () => {
  const file = join(await tempFolder(), 'x')
  await writeFile(file, '')
  expect(await models(['--help'])).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage: npm run models/) })
  for (const [args, message] of [
    [[], /Give a command/],
    [['fetch', 'a/b'], /There is no command "fetch"/],
    [['get'], /"get" takes one name/],
    [['list', 'demo'], /"list" takes no name/],
    [['get', '../x'], /is no name of a model on the hub/],
    [['licence', 'demo', '--deep'], /--deep is no option of "licence"/],
    [['check', 'demo', '--what'], /Unknown option '--what'/],
  ] as const) {
    const { code, err } = await models(args)
    expect(err, args.join(' ')).toMatch(message)
    expect(code).toBe(2)
  }
  const unwritable = await startHub('reelgraph/demo', await repositoryOf(demo))
  const { code, err } = await models(['get', 'reelgraph/demo', '--to', file], { HF_ENDPOINT: unwritable.url })
  expect(err).toMatch(/cannot be written \(ENOTDIR\)|cannot be written \(EEXIST\)/)
  expect(code).toBe(1)
})
