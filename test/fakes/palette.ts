import type { Definition, Definitions, Port } from '../../workflow/definition.ts'
import type { SocketType } from '../../workflow/values.ts'

const port = (type: SocketType, more: Partial<Port> = {}): Port => ({
  kind: 'port',
  title: type,
  about: '',
  type,
  ...more,
})

const definition = (id: string, inputs: Definition['inputs'], outputs: Definition['outputs']): Definition => ({
  id,
  version: 1,
  title: `The ${id}`,
  about: '',
  category: 'value',
  icon: 'box',
  aliases: [],
  inputs,
  outputs,
})

/** A small palette in which every kind of input occurs. */
export const palette: Definitions = Object.fromEntries(
  [
    definition(
      'source',
      {
        count: { kind: 'number', title: 'Count', about: '', default: 16, min: 8, max: 64, step: 8, strict: true },
        words: { kind: 'text', title: 'Words', about: '', default: '' },
        seed: { kind: 'seed', title: 'Seed', about: '', default: 7 },
        kind: {
          kind: 'choice',
          title: 'Kind',
          about: '',
          default: 'plain',
          options: [
            { value: 'plain', title: 'Plain' },
            { value: 'fancy', title: 'Fancy', has: ['curl'] },
          ],
        },
        curl: { kind: 'toggle', title: 'Curl', about: '', default: false, only: { field: 'kind', has: 'curl' } },
      },
      { latent: { title: 'latent', type: 'latent' } },
    ),
    definition(
      'through',
      { latent: port('latent'), extra: port('latent', { optional: true }) },
      {
        latent: { title: 'latent', type: 'latent' },
      },
    ),
    definition('decode', { latent: port('latent') }, { frames: { title: 'frames', type: 'frames' } }),
    definition('show', { picture: port('frames', { accepts: ['latent'] }) }, {}),
    definition(
      'text',
      { text: { kind: 'text', title: 'Text', about: '', default: '' } },
      {
        text: { title: 'text', type: 'text' },
      },
    ),
    definition(
      'encode',
      { words: { kind: 'text', title: 'Words', about: '', default: 'a ball' } },
      {
        conditioning: { title: 'conditioning', type: 'conditioning' },
      },
    ),
    definition('guide', { positive: port('conditioning') }, {}),
    definition(
      'number',
      { number: { kind: 'number', title: 'Number', about: '', default: 3, min: 0, max: 100, step: 1 } },
      { number: { title: 'number', type: 'number' } },
    ),
    {
      ...definition(
        'bend',
        {
          in: port('latent', {
            accepts: ['text-encoder', 'unet3d', 'vae', 'conditioning', 'schedule', 'frames', 'clip', 'text', 'number'],
          }),
        },
        { out: { title: 'out', type: 'latent' } },
      ),
      relay: true,
    },
  ].map((each) => [each.id, each]),
)
