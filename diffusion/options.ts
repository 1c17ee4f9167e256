import type { Json, SchedulerConfig, SchedulerOption } from './scheduler.ts'

/** How timesteps are spread over training's. */
export function spacingOption(initial: 'leading' | 'trailing' | 'linspace'): SchedulerOption {
  return choose(
    'timestep_spacing',
    'Timestep spacing',
    'How the steps are spread over the training timesteps.',
    initial,
    [
      ['leading', 'Leading'],
      ['trailing', 'Trailing'],
      ['linspace', 'Linspace'],
    ],
  )
}

/** Added to every timestep under leading spacing. */
export const offsetOption: SchedulerOption = {
  name: 'steps_offset',
  title: 'Steps offset',
  about: 'Added to each timestep under leading spacing. Stable Diffusion and ModelScope were published with 1.',
  kind: 'number',
  default: 0,
  min: 0,
  max: 999,
  step: 1,
}

/** The spacings of noise levels that exclude each other. */
export const sigmaOptions: readonly SchedulerOption[] = [
  toggle('use_karras_sigmas', 'Karras sigmas', 'Smaller steps at low noise (Karras et al. 2022).', false),
  toggle('use_exponential_sigmas', 'Exponential sigmas', 'Equal ratios between noise levels.', false),
  toggle('use_beta_sigmas', 'Beta sigmas', 'Smaller steps at both ends (Lee et al. 2024).', false),
]

/** Rescales the training noise so that the first step starts from pure noise. */
export const zeroSnrOption = toggle(
  'rescale_betas_zero_snr',
  'Zero terminal SNR',
  'Starts from pure noise: allows very dark and very bright pictures with networks trained so (Lin et al. 2023).',
  false,
)

/** Where the last step ends. */
export const finalSigmaOption = choose(
  'final_sigmas_type',
  'Final sigma',
  'The noise level the last step ends at.',
  'zero',
  [
    ['zero', 'Zero'],
    ['sigma_min', 'Lowest in training'],
  ],
)

/** The order of a multistep solver. */
export function orderOption(about: string): SchedulerOption {
  return { name: 'solver_order', title: 'Order', about, kind: 'number', default: 2, min: 1, max: 3, step: 1 }
}

/** An option that is on or off. */
export function toggle(name: string, title: string, about: string, initial: boolean): SchedulerOption {
  return { name, title, about, kind: 'toggle', default: initial }
}

/** An option with a few values, each with its title. */
export function choose(
  name: string,
  title: string,
  about: string,
  initial: Json,
  choices: readonly (readonly [value: Json, title: string])[],
): SchedulerOption {
  return {
    name,
    title,
    about,
    kind: 'choice',
    default: initial,
    choices: choices.map(([value, label]) => ({ value, title: label })),
  }
}

/** The defaults that every class has. */
export const trainingDefaults: SchedulerConfig = {
  num_train_timesteps: 1000,
  beta_start: 0.0001,
  beta_end: 0.02,
  beta_schedule: 'linear',
  trained_betas: null,
  prediction_type: 'epsilon',
}
