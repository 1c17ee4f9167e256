/** What people look for that no node does yet. */
export type MissingFeature = (typeof features)[number]['id']

/** The beginnings of the words that people bring for it, and the nodes that come nearest. */
const features = [
  { id: 'upscale', words: ['upscal', 'superres', 'esrgan', 'hires'], nearest: ['load-clip', 'noise', 'contact-sheet'] },
  { id: 'motion', words: ['motion', 'animatediff'], nearest: ['frame-windows', 'load-checkpoint'] },
  { id: 'lora', words: ['lora', 'lycoris'], nearest: ['load-checkpoint'] },
  { id: 'freeu', words: ['freeu'], nearest: ['unet3d-steps'] },
  { id: 'ipadapter', words: ['ipadapt', 'imageprompt', 'faceid'], nearest: ['load-clip', 'vae-encode', 'encode-text'] },
  {
    id: 'controlnet',
    words: ['controlnet', 't2iadapt', 'openpose'],
    nearest: ['load-clip', 'vae-encode', 'add-noise'],
  },
  { id: 'inpaint', words: ['inpaint', 'outpaint'], nearest: ['vae-encode', 'add-noise'] },
  { id: 'interpolate', words: ['interpol', 'rife'], nearest: ['noise', 'frame-windows'] },
] as const

/** What of that these words look for, with the ids of the nodes that come nearest, or undefined. */
export const missingFeature = (
  words: string,
): { readonly id: MissingFeature; readonly nearest: readonly string[] } | undefined => {
  const squashed = words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  return features.find((feature) => feature.words.some((word) => squashed.includes(word)))
}
