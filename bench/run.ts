import { parseArgs } from 'node:util'
import { benchClip } from './clip.ts'
import { benchFuzz } from './fuzz.ts'
import { benchPreviews } from './previews.ts'

const help = `Usage: npm run bench -- [clip] [previews] [fuzz] [--device NAME]

  clip      seconds of a demo clip and their split; the executor's overhead; what a second run computes
  previews  time from the end of a step to its preview in the browser; bytes of a preview
            (needs Chromium: CHROMIUM_BIN, or chromium on PATH)
  fuzz      100,000 damaged weight files for the readers of safetensors and torch weights

Without a name, all of them.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { device: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
})
const benches: Readonly<Record<string, () => Promise<string>>> = {
  clip: () => benchClip(values.device),
  previews: () => benchPreviews(),
  fuzz: () => benchFuzz(),
}
const unknown = positionals.find((name) => !Object.hasOwn(benches, name))
if (values.help) process.stdout.write(help)
else if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark "${unknown}".\n\n${help}`)
  process.exitCode = 2
} else
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches))
    process.stdout.write(`${await benches[name]?.()}\n\n`)
