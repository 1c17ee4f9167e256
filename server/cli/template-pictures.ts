import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readWorkflow } from '../../workflow/document.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import type { Clip } from '../../workflow/values.ts'
import { findFfmpeg } from '../ffmpeg.ts'
import { findRoot } from '../find-root.ts'
import { openEngine } from '../worker/open-engine.ts'

/**
 * Runs every workflow in examples/ and makes its pictures in examples/pictures/ from the clips that come out: a still one
 * and a moving one (`node scripts/run.mjs server/cli/template-pictures [ID …]`).
 */
const main = async (only: readonly string[]): Promise<void> => {
  const root = findRoot()
  const folder = join(root, 'examples')
  const pictures = join(folder, 'pictures')
  const data = await mkdtemp(join(tmpdir(), 'template-pictures-'))
  const { path: ffmpeg } = await findFfmpeg()
  await mkdir(pictures, { recursive: true })
  const engine = await openEngine({ data, models: [join(root, 'models')], device: 'cpu' })
  try {
    for (const name of (await readdir(folder)).filter((each) => each.endsWith('.json'))) {
      const id = name.slice(0, -'.json'.length)
      if (only.length > 0 && !only.includes(id)) continue
      const document = readWorkflow(await readFile(join(folder, name), 'utf8'), fileTexts)
      const clips: Clip[] = []
      let failed: string | undefined
      await engine.run(
        { job: id, workflow: id, document },
        {
          happened: (happening) => {
            if (happening.type === 'failed') failed = happening.message
            if (happening.type !== 'node-finished') return
            if (document.nodes[happening.node]?.node !== 'export') return
            for (const output of Object.values(happening.outputs)) if (output.type === 'clip') clips.push(output)
          },
          preview: () => {},
        },
        new AbortController().signal,
      )
      if (failed !== undefined || clips.length === 0) throw new Error(`${name}: ${failed ?? 'no clip came out.'}`)
      const files = clips
        .slice(0, 4)
        .map(({ artifact, extension }) => join(data, 'artifacts', `${artifact}.${extension}`))
      await draw(ffmpeg, files, clips[0] as Clip, pictures, id)
      process.stderr.write(`${id}: ${clips.length} ${clips.length === 1 ? 'clip' : 'clips'}\n`)
    }
  } finally {
    await engine.close()
    await rm(data, { recursive: true, force: true })
  }
}

const height = 192

/** The clips beside each other, four of them as a square, as one still and one moving picture. */
const draw = async (ffmpeg: string, files: readonly string[], { frames }: Clip, pictures: string, id: string) => {
  const inputs = files.flatMap((file) => ['-i', file])
  const scaled = files.map((_, i) => `[${i}:v]scale=-2:${height}:flags=bicubic[v${i}]`)
  const row = files.map((_, i) => `[v${i}]`).join('')
  const beside =
    files.length === 1
      ? `${row}null[all]`
      : files.length === 4
        ? '[v0][v1]hstack[top];[v2][v3]hstack[bottom];[top][bottom]vstack[all]'
        : `${row}hstack=inputs=${files.length}[all]`
  const make = (more: string, output: readonly string[]) =>
    promisify(execFile)(ffmpeg, [
      ...['-hide_banner', '-loglevel', 'error', '-y', ...inputs],
      ...['-filter_complex', [...scaled, `${beside}${more}`].join(';')],
      ...output,
    ])
  const middle = Math.floor(frames / 2)
  await make(`;[all]select=eq(n\\,${middle})[one]`, [
    ...['-map', '[one]', '-frames:v', '1', '-quality', '85', join(pictures, `${id}-still.webp`)],
  ])
  await make('', [
    ...['-map', '[all]', '-c:v', 'libwebp_anim', '-loop', '0', '-quality', '50', '-compression_level', '6'],
    join(pictures, `${id}-moving.webp`),
  ])
}

await main(process.argv.slice(2))
