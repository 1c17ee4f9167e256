import { SaidError, say } from '../workflow/said/said.ts'
import type { Frames } from '../workflow/values.ts'
import { defineNode } from './contract/define.ts'
import { drawSheet } from './pictures/sheet.ts'

const clip = (letter: string) =>
  ({
    kind: 'port',
    title: letter,
    about: `Clip ${letter.toUpperCase()}; clips stand in the order of their letters.`,
    type: 'frames',
    optional: true,
  }) as const

/** Shows several clips side by side in one, each with a label: to compare seeds, prompts or schedulers at a glance. */
export default defineNode({
  version: 1,
  title: 'Contact sheet',
  about: 'Several clips side by side in one, each with a label under it.',
  category: 'frames',
  icon: 'layout-grid',
  aliases: ['grid', 'ImageBatch', 'image grid', 'make_image_grid', 'compare', 'side by side', 'montage', 'XY plot'],
  inputs: {
    a: clip('a'),
    b: clip('b'),
    c: clip('c'),
    d: clip('d'),
    e: clip('e'),
    f: clip('f'),
    g: clip('g'),
    h: clip('h'),
    labels: {
      kind: 'text',
      title: 'Labels',
      about: 'What stands under the clips: a line for each.',
      default: '',
      lines: 3,
      placeholder: 'Seed 1\nSeed 2\nSeed 3',
    },
    columns: {
      kind: 'number',
      title: 'Columns',
      about: 'How many clips stand in a row. "auto" makes the sheet about as wide as it is high.',
      default: 0,
      min: 0,
      max: 8,
      step: 1,
      strict: true,
      words: { '0': 'auto' },
    },
    enlarge: {
      kind: 'number',
      title: 'Enlarge',
      about: 'Makes each pixel larger, so that small clips can be seen.',
      default: 1,
      min: 1,
      max: 8,
      step: 1,
      strict: true,
    },
  },
  outputs: { frames: { title: 'frames', type: 'frames' } },
  async run({ labels, columns, enlarge, ...ports }) {
    const lines = labels.split('\n')
    const given = [ports.a, ports.b, ports.c, ports.d, ports.e, ports.f, ports.g, ports.h].filter(
      (frames): frames is Frames => frames !== undefined,
    )
    if (given.length === 0) throw new SaidError(say('noClipConnected'))
    const inRow = columns === 0 ? Math.ceil(Math.sqrt(given.length)) : Math.min(columns, given.length)
    const clips = given.map((frames, index) => ({ frames, label: lines[index]?.trim() ?? '' }))
    return { frames: drawSheet(clips, { columns: inRow, gap: 4, enlarge }) }
  },
})
