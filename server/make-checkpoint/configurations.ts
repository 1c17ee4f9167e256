import type { Json } from '../../workflow/json.ts'

type Settings = Readonly<Record<string, Json>>

/** A checkpoint without its weights: what its JSON files say. */
export interface Configuration {
  /** The configurations of its networks by their class: names of files in onnx/families. */
  readonly parts: {
    readonly text_encoder: { readonly class: string; readonly config: Settings }
    readonly unet: { readonly class: string; readonly config: Settings }
    readonly vae: { readonly class: string; readonly config: Settings }
  }
  readonly scheduler: Settings
}

/** The sizes in which the configurations differ; all else is the same in every checkpoint of this kind. */
interface Sizes {
  readonly unet: readonly number[]
  readonly headSize: number
  readonly unetLayers: number
  readonly text: number
  readonly textHeads: number
  readonly textLayers: number
  readonly vae: readonly number[]
  readonly vaeLayers: number
  /** Groups of the group norms. */
  readonly groups: number
}

/** @source damo-vilab/text-to-video-ms-1.7b (its text encoder is OpenCLIP's ViT-H without the last layer) */
const modelscope: Sizes = {
  unet: [320, 640, 1280, 1280],
  headSize: 64,
  unetLayers: 2,
  text: 1024,
  textHeads: 16,
  textLayers: 23,
  vae: [128, 256, 512, 512],
  vaeLayers: 2,
  groups: 32,
}

const tiny: Sizes = {
  unet: [16, 16, 32, 32],
  headSize: 8,
  unetLayers: 1,
  text: 32,
  textHeads: 4,
  textLayers: 2,
  vae: [8, 8, 16, 16],
  vaeLayers: 1,
  groups: 8,
}

const known: Readonly<Record<string, Sizes>> = { 'modelscope-1.7b': modelscope, tiny }

/** The names that `--config` takes. */
export const configurationNames: readonly string[] = Object.keys(known)

/**
 * A configuration by its name, its widths taken by `scale`: as many layers and heads, each narrower, so that a part of the
 * size has the whole graph.
 * @param scale 1, or one over a power of two
 * @throws where there is none of that name, or where a width would be no whole number
 */
export const configurationOf = (name: string, scale = 1): Configuration => {
  const sizes = Object.hasOwn(known, name) ? known[name] : undefined
  if (!sizes)
    throw new Error(`There is no configuration "${name}". Choose one of these: ${configurationNames.join(', ')}.`)
  return described(sizes, (size) => {
    const scaled = size * scale
    if (scale > 0 && scale <= 1 && Number.isInteger(scaled) && scaled >= 1) return scaled
    throw new Error(
      `The configuration "${name}" cannot be made at the scale ${scale}: ${size} would become ${scaled}. Choose 1, or one over a power of two such as 1/8, as long as every width stays a whole number.`,
    )
  })
}

/** A scale as a person writes it, `1/8` or `0.125`. @throws for what is neither */
export const readScale = (text: string): number => {
  const match = /^(?:1\/(?<part>\d+)|(?<number>\d*\.?\d+))$/.exec(text)?.groups
  if (!match) throw new Error(`The scale is "${text}". Give a part such as 1/8, or 1.`)
  return match.part === undefined ? Number(match.number) : 1 / Number(match.part)
}

const described = (of: Sizes, scaled: (size: number) => number): Configuration => {
  const blocks = of.unet.length
  const kinds = (kind: string, last: string) => [...Array<string>(blocks - 1).fill(kind), last]
  const text = scaled(of.text)
  return {
    parts: {
      text_encoder: {
        class: 'CLIPTextModel',
        config: {
          architectures: ['CLIPTextModel'],
          attention_dropout: 0,
          bos_token_id: 0,
          dropout: 0,
          eos_token_id: 2,
          hidden_act: 'gelu',
          hidden_size: text,
          initializer_factor: 1,
          initializer_range: 0.02,
          intermediate_size: 4 * text,
          layer_norm_eps: 1e-5,
          max_position_embeddings: 77,
          model_type: 'clip_text_model',
          num_attention_heads: of.textHeads,
          num_hidden_layers: of.textLayers,
          pad_token_id: 1,
          projection_dim: text,
          vocab_size: 49408,
        },
      },
      unet: {
        class: 'UNet3DConditionModel',
        config: {
          _class_name: 'UNet3DConditionModel',
          act_fn: 'silu',
          attention_head_dim: scaled(of.headSize),
          block_out_channels: of.unet.map(scaled),
          cross_attention_dim: text,
          down_block_types: kinds('CrossAttnDownBlock3D', 'DownBlock3D'),
          downsample_padding: 1,
          in_channels: 4,
          layers_per_block: of.unetLayers,
          mid_block_scale_factor: 1,
          norm_eps: 1e-5,
          norm_num_groups: scaled(of.groups),
          out_channels: 4,
          sample_size: 32,
          up_block_types: kinds('CrossAttnUpBlock3D', 'UpBlock3D').reverse(),
        },
      },
      vae: {
        class: 'AutoencoderKL',
        config: {
          _class_name: 'AutoencoderKL',
          act_fn: 'silu',
          block_out_channels: of.vae.map(scaled),
          down_block_types: of.vae.map(() => 'DownEncoderBlock2D'),
          in_channels: 3,
          latent_channels: 4,
          layers_per_block: of.vaeLayers,
          norm_num_groups: scaled(of.groups),
          out_channels: 3,
          sample_size: 512,
          scaling_factor: 0.18215,
          up_block_types: of.vae.map(() => 'UpDecoderBlock2D'),
        },
      },
    },
    scheduler: {
      _class_name: 'DDIMScheduler',
      beta_end: 0.012,
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      clip_sample: false,
      num_train_timesteps: 1000,
      prediction_type: 'epsilon',
      set_alpha_to_one: false,
      skip_prk_steps: true,
      steps_offset: 1,
      timestep_spacing: 'leading',
      trained_betas: null,
    },
  }
}
