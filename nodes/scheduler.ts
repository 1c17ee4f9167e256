import { overridesOf } from '../diffusion/published.ts'
import { defineNode } from './contract/define.ts'

/** Chooses a solver, its number of steps and its options. */
export default defineNode({
  version: 1,
  title: 'Scheduler',
  about: 'How the noise is taken away: the solver, its number of steps and its options.',
  category: 'sampling',
  icon: 'activity',
  aliases: [
    'sampler',
    'KSamplerSelect',
    'BasicScheduler',
    'KarrasScheduler',
    'sigmas',
    'noise levels',
    'num_inference_steps',
    'steps',
    'Karras',
    'DPM++',
    'timestep spacing',
  ],
  inputs: {
    kind: {
      kind: 'choice',
      title: 'Kind',
      about: 'The solver. DPM-Solver++ 2M needs few steps; the ancestral ones add fresh noise in each.',
      default: 'dpm-solver-multistep',
      options: [],
      source: 'schedulers',
    },
    steps: {
      kind: 'number',
      title: 'Steps',
      about: 'More steps take longer and follow the model more exactly.',
      default: 25,
      min: 1,
      max: 1000,
      step: 1,
      strict: true,
      soft: [1, 100],
    },
    settings: {
      kind: 'choice',
      title: 'Settings',
      about: 'Spacing, Karras sigmas and all else: as the checkpoint was published, or set on this card.',
      default: 'published',
      options: [
        { value: 'published', title: 'as the checkpoint' },
        // `options`: the catalogue shows the field of each solver option where this word is.
        { value: 'own', title: 'set here', has: ['options'] },
      ],
    },
  },
  outputs: { schedule: { title: 'schedule', type: 'schedule' } },
  view: 'curve',
  /** The catalogue adds a field for every option that a solver has: their values arrive beside those declared here. */
  async run({ kind, steps, settings, ...values }, context) {
    const { options } = context.scheduler(kind)
    return { schedule: { kind, steps, options: settings === 'own' ? overridesOf(options, values) : {} } }
  },
})
