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
    embedding:
      'Textual inversions are not read yet: say it in words, with Encode text. Load checkpoint takes whole fine-tuned checkpoints.',
    merge: 'Checkpoints are not merged here: merge them first, and put the merged one into the models folder.',
    models:
      'Text-to-video models with a UNet3D run here, as ModelScope’s does. Others, and models that begin from a picture, do not yet.',
    audio: 'Clips have no sound here. Export writes a file that any video editor takes to add some.',
    logic:
      'No node calculates or switches yet. A muted node is left out of a run, a bypassed one passes on what it reads.',
    prompts:
      'It takes no node of its own: several UNet3D steps in a row share one schedule, each with its own prompt, as in the template “Prompt change halfway”.',
    inspect: 'It takes no node: point at a wire or a socket, and see what flowed there last. Preview plays frames.',
    group:
      'It takes no node: select some, and their menu puts a frame around them or makes them one node, a subgraph. Note keeps a remark.',
    mode: 'It takes no node: the menu of a card mutes or bypasses it.',
  } satisfies Record<MissingFeature, string> as Readonly<Record<MissingFeature, string>>,
  favourite: 'favourite',
  addStar: (node: string) => `Make ${node} a favourite`,
  removeStar: (node: string) => `${node} is a favourite: take its star away`,
  starKey: 'makes it a favourite',
  unstarKey: 'takes its star away',
}
