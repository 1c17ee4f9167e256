import type { MissingFeature } from '../../canvas/missing-features.ts'
import type { NodeGroup } from '../../canvas/search-ranking.ts'

/** Texts of the search for nodes to add. */
export const search = {
  groups: { favourites: 'Favourites', recent: 'Recent', own: 'My nodes', rest: 'All nodes' } satisfies Record<
    NodeGroup['kind'],
    string
  >,
  missing: {
    upscale:
      'No node upscales yet. Make the clip larger from the start with Noise, or give a finished one a larger size in Load clip and go over it again with VAE encode, Add noise and UNet3D steps.',
    motion:
      'Motion comes from the UNet3D of the checkpoint itself: motion modules, as of AnimateDiff, are not read yet. Frame windows makes clips longer than the model saw.',
    lora: 'LoRAs are not read yet. Load checkpoint takes whole fine-tuned checkpoints: merge a LoRA into its checkpoint first.',
    freeu: 'There is no FreeU yet. What UNet3D steps can shape is the guidance, also as a curve over the steps.',
    ipadapter:
      'Pictures cannot be prompts yet. A clip can lead instead: Load clip, VAE encode, Add noise; and words can, with Encode text.',
    controlnet:
      'There is no ControlNet yet. A clip can lead instead: Load clip, VAE encode, Add noise, as in the template “Video to video”.',
    inpaint:
      'A part of a clip cannot be redone yet. A whole one can: VAE encode and Add noise, as in the template “Video to video”.',
    interpolate:
      'No node makes frames between frames yet. Noise can ask for more frames, and Frame windows makes them when they are many.',
  } satisfies Record<MissingFeature, string> as Readonly<Record<MissingFeature, string>>,
  favourite: 'favourite',
  addStar: (node: string) => `Make ${node} a favourite`,
  removeStar: (node: string) => `${node} is a favourite: take its star away`,
  starKey: 'makes it a favourite',
  unstarKey: 'takes its star away',
}
