/** Width and height of a clip, in pixels, in one row of the card: multiples of the 8 that a latent value covers. */
export const pictureSize = {
  width: {
    kind: 'number',
    title: 'Width',
    about: 'In pixels, a multiple of 8.',
    default: 64,
    min: 8,
    max: 4096,
    step: 8,
    strict: true,
    soft: [8, 1024],
    row: 'Size',
    measure: 'width',
  },
  height: {
    kind: 'number',
    title: 'Height',
    about: 'In pixels, a multiple of 8.',
    default: 64,
    min: 8,
    max: 4096,
    step: 8,
    strict: true,
    soft: [8, 1024],
    row: 'Size',
    join: '×',
    measure: 'height',
  },
} as const

/**
 * How many frames a VAE takes at once; 0 leaves it to the memory that there is.
 * @param done what becomes of them: "decoded", "encoded"
 */
export const framesPerChunk = (done: string) =>
  ({
    kind: 'number',
    title: 'Frames per chunk',
    about: `How many frames are ${done} at once. Fewer need less memory; "auto" fits the size of the clip.`,
    default: 0,
    min: 0,
    max: 1024,
    step: 1,
    strict: true,
    soft: [0, 32],
    words: { '0': 'auto' },
  }) as const
