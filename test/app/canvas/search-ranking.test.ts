import { expect, test } from 'vitest'
import { createRanking } from '../../../app/canvas/search-ranking.ts'
import type { Definition } from '../../../workflow/definition.ts'

const node = (id: string, title: string, more: Partial<Definition> = {}): Definition => ({
  id,
  version: 1,
  title,
  about: '',
  category: 'sampling',
  icon: 'box',
  aliases: [],
  inputs: {},
  outputs: {},
  ...more,
})
const find = createRanking({
  steps: node('steps', 'UNet3D steps', { aliases: ['KSampler', 'denoise'] }),
  scheduler: node('scheduler', 'Scheduler', {
    aliases: ['sampler'],
    outputs: { schedule: { title: 'schedule', type: 'schedule' } },
  }),
  noise: node('noise', 'Noise', {
    category: 'latent',
    aliases: ['empty latent', 'seed'],
    about: 'Draws what the steps start from',
    outputs: { latent: { title: 'latent', type: 'latent' } },
  }),
  text: node('text', 'Encode text', {
    category: 'text',
    aliases: ['prompt', 'CLIP text encode'],
    outputs: { conditioning: { title: 'conditioning', type: 'conditioning' } },
  }),
  load: node('load', 'Load checkpoint', { category: 'model', aliases: ['model loader'] }),
})
const first = (words: string) => find(words)[0]?.id

test('without words: all, in the order of the palette', () => {
  expect(find('').map(({ id }) => id)).toEqual(['load', 'text', 'noise', 'scheduler', 'steps'])
})

test.each([
  ['noise', 'noise'],
  ['load', 'load'],
  ['unet', 'steps'],
  ['steps', 'steps'],
  ['prompt', 'text'],
  ['ksampler', 'steps'],
  ['sampler', 'scheduler'],
  ['empty latent', 'noise'],
  ['conditioning', 'text'],
])('"%s" finds %s first', (words, id) => {
  expect(first(words)).toBe(id)
})

test.each([
  ['shedul', 'scheduler'],
  ['enocde', 'text'],
  ['chekpoint', 'load'],
])('a slip of the finger, "%s", still finds %s', (words, id) => {
  expect(find(words).map((each) => each.id)).toContain(id)
})

test('what nothing is called finds nothing', () => {
  expect(find('zzzzqq')).toEqual([])
})
