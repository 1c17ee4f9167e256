import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { loadCatalogue } from '../../server/catalogue.ts'
import { openCheckpoints } from '../../server/checkpoint/open-checkpoints.ts'
import { findRoot } from '../../server/find-root.ts'
import { readWorkflow, writeWorkflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { makeSubgraph } from '../../workflow/subgraphs/make.ts'
import { subgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import { nonCommercialCard } from '../fakes/cards.ts'
import { tempFolder } from '../fakes/temp-folder.ts'
import { builtProgram } from './built-program.ts'

const root = findRoot()
const program = await builtProgram('server/cli/render')
let folder: string
beforeEach(async () => {
  folder = await tempFolder()
})

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly said: string
}

/** Runs the command as a person would; `heard` sees all that it says, as it comes. */
const render = (args: readonly string[], heard: (said: string, kill: () => void) => void = () => {}): Promise<Ended> =>
  new Promise((resolve) => {
    const flags = ['--data', join(folder, 'data'), '--device', 'cpu']
    const child = spawn(process.execPath, [program, ...args, ...flags], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, said] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk
    })
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk
      heard(said, () => child.kill('SIGINT'))
    })
    child.on('close', (code) => resolve({ code, out, said }))
  })

const example = 'examples/text-to-video.json'
const video = 'examples/video-to-video.json'

test('writes the clip with the values that were set, tells each step, and ends with 0', async () => {
  const out = join(folder, 'new', 'clip.gif')
  const rendered = (steps: number) =>
    render([example, ...['--set', `Scheduler.steps=${steps}`, '--set', 'export.format=gif', '--out', out]])
  const first = await rendered(8)
  expect(first).toMatchObject({ code: 0, out: `${out}\n` })
  const clip = await readFile(out)
  expect(clip.subarray(0, 6).toString()).toBe('GIF89a')
  // By now the colours of the latents are fitted, and previews come early.
  const { code, said } = await rendered(5)
  expect(said).toMatch(/UNet3D steps +█{20} +5\/5 +preview 16 × 8 × 8, 4\.0 KiB/)
  expect(said).toContain('Prompt: kept from before')
  expect(code).toBe(0)
  expect(await readFile(out)).not.toEqual(clip)
  expect(await readdir(join(folder, 'new'))).toEqual(['clip.gif'])
})

test('a file of this machine is given to a node by its path, and copied into the data folder', async () => {
  const source = join(folder, 'picture of mine')
  const steps = (count: number, out: string) => [
    ...['--set', `Scheduler.steps=${count}`, '--set', 'Export.format=gif', '--out', out],
  ]
  expect((await render([example, ...steps(1, `${source}.gif`)])).code).toBe(0)
  await rename(`${source}.gif`, source)
  const args = [video, '--set', `Load clip.file=${source}`, ...steps(2, join(folder, 'clip.gif'))]
  const { code, said } = await render(args)
  expect(said).toContain('Load clip')
  expect(code).toBe(0)
  const digest = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
  expect(await readdir(join(folder, 'data', 'assets'))).toEqual([`${digest}.gif`])
})

test('Ctrl+C ends it before the next step, with 1 and no file', async () => {
  const out = join(folder, 'clip.mp4')
  let killed = false
  const { code, said } = await render([example, '--set', 'Scheduler.steps=500', '--out', out], (text, kill) => {
    if (killed || !/UNet3D steps +\S+ +\d+\/500/.test(text)) return
    killed = true
    kill()
  })
  expect(killed).toBe(true)
  expect(said).toContain('Cancelled')
  expect(code).toBe(1)
  expect(existsSync(out)).toBe(false)
})

test('a run that fails ends with 1, says which node and why, and leaves an older file alone', async () => {
  const workflow = JSON.parse(await readFile(join(root, example), 'utf8'))
  workflow.nodes.steps.inputs.from = { value: 20 }
  workflow.nodes.steps.inputs.to = { value: 10 }
  const file = join(folder, 'broken.json')
  await writeFile(file, JSON.stringify(workflow))
  const out = join(folder, 'clip.mp4')
  await writeFile(out, 'older')
  const { code, said } = await render([file, '--out', out])
  expect(said).toContain('UNet3D steps: ')
  expect(said).toContain('was not written')
  expect(code).toBe(1)
  expect(await readFile(out, 'utf8')).toBe('older')
})

test('a command that cannot be followed ends with 2 before anything is computed', async () => {
  const out = join(folder, 'clip.mp4')
  const evil = join(folder, 'evil.json')
  const title = 'T\u001b[31mred\nDone in 1 s'
  const nodes = { 'a\u001b[2J': { node: 'export', version: 1, at: [0, 0], title, inputs: {} } }
  await writeFile(evil, Buffer.from(`\ufeff${JSON.stringify({ format: 'reelgraph', version: 1, nodes })}`, 'utf16le'))
  await mkdir(join(folder, 'data'))
  for (const [args, message] of [
    [[], /Give one workflow/],
    [[example], /--out FILE/],
    [['missing.json', '--out', out], /There is no file/],
    [['package.json', '--out', out], /no Reelgraph workflow/],
    [['docs/editor.png', '--out', out], /docs\/editor\.png: The file is a PNG picture, no workflow/],
    [[evil, '--out', out, '--from', 'gone'], /no node "gone"[^\p{Cc}]*\n {2}a␛\[2J \(T \[31mred Done in 1 s\)\n/u],
    [[example, '--out', join(folder, 'clip.gif')], /makes mp4\. Name it \.mp4, or add --set "export\.format=gif"/],
    [[example, '--out', out, '--set', 'Encode text.text=x'], /any of 2 nodes/],
    [[example, '--out', out, '--set', 'Noise.frames=0'], /must be from 1 to/],
    [['examples/scheduler-comparison.json', '--out', out], /makes 4 clips\. Choose one with --from/],
    [[example, '--out', out, '--wrong'], /--wrong/],
    [[video, '--out', out, '--set', 'Load clip.file=gone.mp4'], /There is no file .*gone\.mp4/],
    [[video, '--out', out, '--set', 'Load clip.file=package.json'], /"package\.json" is no video/],
    [[video, '--out', out, '--set', 'Load clip.file=docs'], /docs is no file/],
  ] as const) {
    const { code, said } = await render(args)
    expect(said, args.join(' ')).toMatch(message)
    expect(code, args.join(' ')).toBe(2)
  }
  expect(existsSync(out)).toBe(false)
  const help = await render(['--help'])
  expect(help.out).toMatch(/^Usage: npm run render/)
  expect(help.code).toBe(0)
})

test('the terms of a checkpoint are shown and asked for before its first run; --memory is read as by the server', async () => {
  const models = join(folder, 'models')
  await cp(join(root, 'models/demo'), join(models, 'org/limited'), { recursive: true })
  await writeFile(join(models, 'org/limited/README.md'), nonCommercialCard)
  const out = join(folder, 'clip.gif')
  const args = [example, '--out', out, '--models', models, '--memory', '0.001']
  const set = ['Load checkpoint.checkpoint=org/limited', 'Scheduler.steps=1', 'export.format=gif']
  const limited = [...args, ...set.flatMap((each) => ['--set', each])]
  const asked = await render(limited)
  expect(asked).toMatchObject({ code: 1, out: '' })
  expect(asked.said).toMatch(/cc-by-nc-4\.0 \(no commercial use\)[\s\S]*It is forbidden to make content/)
  expect(asked.said).toMatch(/Nothing was run\..*add --accept-licence/)
  expect(existsSync(out)).toBe(false)
  expect(await render([...limited, '--accept-licence'])).toMatchObject({ code: 0, out: `${out}\n` })
  const again = await render(limited)
  expect(again.code).toBe(0)
  expect(again.said).not.toMatch(/cc-by-nc/)
  expect(await render([example, '--out', out, '--memory', 'much'])).toMatchObject({
    code: 2,
    said: expect.stringContaining('--memory is "much". Give gigabytes'),
  })
})

test('a subgraph gives the very clip of the nodes in it, and what was computed before is kept', async () => {
  const workflow = readWorkflow(await readFile(join(root, example), 'utf8'), fileTexts)
  const definitions = await (await loadCatalogue()).definitions(
    openCheckpoints({ roots: [join(root, 'models')], fingerprints: join(folder, 'fingerprints.json') }),
  )
  const made = makeSubgraph(workflow, definitions, ['noise', 'steps', 'decode'], {
    title: 'Sampling',
    texts: subgraphTexts,
  })
  if ('refusal' in made) throw new Error(made.refusal)
  const file = join(folder, 'grouped.json')
  await writeFile(file, writeWorkflow(made.edit(workflow)))
  const few = ['--set', 'Scheduler.steps=3']
  const flat = await render([example, ...few, '--out', join(folder, 'flat.mp4')])
  const grouped = await render([file, ...few, '--out', join(folder, 'grouped.mp4')])
  expect([flat.code, grouped.code]).toEqual([0, 0])
  expect(grouped.said).toContain('UNet3D steps: kept from before')
  expect(await readFile(join(folder, 'grouped.mp4'))).toEqual(await readFile(join(folder, 'flat.mp4')))
})
