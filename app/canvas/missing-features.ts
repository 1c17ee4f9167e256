/** What people look for that no node does yet, or that is done on the canvas without one. */
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
    words: ['controlnet', 't2iadapt', 'openpose', 'depth', 'canny'],
    nearest: ['load-clip', 'vae-encode', 'add-noise'],
  },
  { id: 'inpaint', words: ['inpaint', 'outpaint', 'mask'], nearest: ['vae-encode', 'add-noise'] },
  { id: 'interpolate', words: ['interpol', 'rife'], nearest: ['noise', 'frame-windows'] },
  { id: 'embedding', words: ['embedding', 'textualinver'], nearest: ['encode-text'] },
  { id: 'merge', words: ['modelmerge', 'mergemodel', 'checkpointmerge'], nearest: ['load-checkpoint'] },
  { id: 'models', words: ['sdxl', 'flux', 'svd', 'hunyuan', 'cogvideo', 'ltxv', 'wan2'], nearest: ['load-checkpoint'] },
  { id: 'audio', words: ['audio', 'sound', 'music'], nearest: ['export'] },
  { id: 'logic', words: ['math', 'expression', 'switch', 'ifelse'], nearest: ['number'] },
  {
    id: 'prompts',
    words: ['prompttravel', 'promptschedul', 'conditioningcombin', 'conditioningaverag', 'conditioningconcat'],
    nearest: ['unet3d-steps', 'encode-text'],
  },
  { id: 'inspect', words: ['showtext', 'showany', 'previewany', 'displayany', 'debug'], nearest: ['preview'] },
  { id: 'group', words: ['group', 'subgraph'], nearest: ['note'] },
  { id: 'mode', words: ['bypass', 'mute', 'disable'], nearest: ['reroute'] },
] as const

/** What of that these words look for, with the ids of the nodes that come nearest, or undefined. */
export const missingFeature = (
  words: string,
): { readonly id: MissingFeature; readonly nearest: readonly string[] } | undefined => {
  const squashed = words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  return features.find((feature) => feature.words.some((word) => squashed.includes(word)))
}
