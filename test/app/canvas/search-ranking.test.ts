import { expect, test } from 'vitest'
import { missingFeature } from '../../../app/canvas/missing-features.ts'
import { createRanking, groupNodes } from '../../../app/canvas/search-ranking.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
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

test('words in any order, and words of several things at once, find a node', () => {
  expect(first('checkpoint load')).toBe('load')
  expect(first('latent seed')).toBe('noise')
})

const { nodes } = await loadCatalogue()
const findReal = createRanking(
  Object.fromEntries([...nodes].map(([id, { identity: _, run: __, ...said }]) => [id, { id, ...said } as Definition])),
)

test.each([
  ['cfg', 'unet3d-steps'],
  ['guidance scale', 'unet3d-steps'],
  ['ksampler', 'unet3d-steps'],
  ['KSampler (Advanced)', 'unet3d-steps'],
  ['sampler custom', 'unet3d-steps'],
  ['sampler', 'scheduler'],
  ['karras', 'scheduler'],
  ['basic scheduler', 'scheduler'],
  ['num inference steps', 'scheduler'],
  ['empty latent', 'noise'],
  ['Empty Latent Image', 'noise'],
  ['noise seed', 'seed'],
  ['clip text encode', 'encode-text'],
  ['CLIPTextEncode', 'encode-text'],
  ['negative prompt', 'encode-text'],
  ['clip skip', 'encode-text'],
  ['load checkpoint', 'load-checkpoint'],
  ['checkpoint loader', 'load-checkpoint'],
  ['vae loader', 'load-checkpoint'],
  ['from pretrained', 'load-checkpoint'],
  ['vae decode', 'vae-decode'],
  ['latent to image', 'vae-decode'],
  ['save video', 'export'],
  ['video combine', 'export'],
  ['preview image', 'preview'],
  ['string', 'text'],
  ['float', 'number'],
  ['sticky note', 'note'],
  ['img2img', 'vae-encode'],
  ['load video', 'load-clip'],
  ['context window', 'frame-windows'],
  ['ddim', 'scheduler'],
  ['DPM++', 'scheduler'],
  ['frame rate', 'export'],
  ['random seed', 'seed'],
  ['load diffusion model', 'load-checkpoint'],
  ['txt2vid', 'unet3d-steps'],
  ['crop', 'load-clip'],
])('a word of another tool, "%s", finds %s first', (words, id) => {
  expect(findReal(words)[0]?.id).toBe(id)
})

test.each(['hypernetwork', 'offload', 'zzzzqq'])('what "%s" only happens to look like is not offered', (words) => {
  expect(findReal(words)).toEqual([])
})

test('without words, favourites come first, then what was placed last, and nothing comes twice', () => {
  const all = find('')
  const groups = groupNodes(all, { favourites: ['steps', 'gone'], recent: ['noise', 'steps'] })
  expect(groups.map(({ kind, nodes }) => [kind, nodes.map(({ id }) => id)])).toEqual([
    ['favourites', ['steps']],
    ['recent', ['noise']],
    ['rest', ['load', 'text', 'scheduler']],
  ])
  expect(groupNodes(all, { favourites: [], recent: [] }).map(({ kind }) => kind)).toEqual(['rest'])
})

test.each([
  'upscale',
  'Latent Upscale By',
  'motion',
  'lora',
  'LoraLoader',
  'freeu',
  'ipadapter',
  'IP-Adapter',
  'controlnet',
  'ControlNetApply',
  'animatediff',
  'inpaint',
  'RIFE VFI',
  'textual inversion',
  'ModelMergeSimple',
  'audio',
  'math expression',
  'prompt schedule',
  'ConditioningAverage',
  'Preview Any',
  'group',
  'bypass',
])('"%s", which no node does, finds what comes nearest, and nothing else', async (words) => {
  const catalogue = await (await loadCatalogue()).definitions({ list: async () => [] })
  const missing = missingFeature(words)!
  expect(missing.nearest.length).toBeGreaterThan(0)
  expect(createRanking(catalogue)(words).map(({ id }) => id)).toEqual(missing.nearest)
})

test('words of what there is are no missing feature, and a node of the person so named comes first', () => {
  for (const words of ['', 'noise', 'sampler', 'vae', 'contact', 'load', 'prompt'])
    expect(missingFeature(words)).toBeUndefined()
  const own = createRanking({ mine: node('own:mine', 'My upscaler'), noise: node('noise', 'Noise') })
  expect(own('upscaler').map(({ id }) => id)).toEqual(['own:mine', 'noise'])
})
