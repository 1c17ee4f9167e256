import { parseArgs } from 'node:util'
import { readScale } from '../server/make-checkpoint/configurations.ts'
import { benchAttention } from './attention.ts'
import { benchBigModel } from './big-model.ts'
import { benchClip } from './clip.ts'
import { benchDecodeMemory } from './decode-memory.ts'
import { benchFuzz } from './fuzz.ts'
import { benchLayers } from './layers.ts'
import { benchPreviews } from './previews.ts'
import { benchUnetMemory } from './unet-memory.ts'

const help = `Usage: npm run bench -- [clip] [previews] [fuzz] [attention] [layers] [decode-memory] [unet-memory] [big-model] [--device NAME]

  clip      seconds of a demo clip and their split; the executor's overhead; what a second run computes
  previews  time from the end of a step to its preview in the browser; bytes of a preview
            (needs Chromium: CHROMIUM_BIN, or chromium on PATH)
  fuzz      100,000 damaged weight files for the readers of safetensors and torch weights

  attention      forms of attention on the shapes of the 1.7 b UNet; what caching the text's keys and values could save
  layers         forms of GEGLU, of convolutions over frames and of group norms on those shapes
  decode-memory  peak memory of VAE decode against frames
  unet-memory    peak memory of a call of the UNet against frames and size, and what is estimated
  big-model      the 1.7 b configuration with random weights at a part of its widths: graphs, opening, calls
                 (--scale 1/8 by default; --scale 1 needs 4 GB of disk, 6 GB of memory and many minutes; --dtype fp32)

Without a name, all of them.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    device: { type: 'string' },
    scale: { type: 'string' },
    dtype: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
const benches: Readonly<Record<string, () => Promise<string>>> = {
  clip: () => benchClip(values.device),
  previews: () => benchPreviews(),
  fuzz: () => benchFuzz(),
  attention: () => benchAttention(values.device),
  layers: () => benchLayers(values.device),
  'decode-memory': () => benchDecodeMemory(values.device),
  'unet-memory': () => benchUnetMemory(values.device),
  'big-model': () =>
    benchBigModel(values.device, readScale(values.scale ?? '1/8'), values.dtype === 'fp32' ? 'F32' : 'F16'),
}
const unknown = positionals.find((name) => !Object.hasOwn(benches, name))
if (values.help) process.stdout.write(help)
else if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark "${unknown}".\n\n${help}`)
  process.exitCode = 2
} else
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches))
    process.stdout.write(`${await benches[name]?.()}\n\n`)
