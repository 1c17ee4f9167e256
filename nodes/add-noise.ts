import { channelsFirst } from '../diffusion/frame-order.ts'
import { skipDraws } from '../diffusion/torch-noise.ts'
import { SaidError, say } from '../workflow/said/said.ts'
import { defineNode } from './contract/define.ts'
import { float32 } from './sampling/finite.ts'
import { planRun } from './sampling/plan-run.ts'

/** Takes a finished latent back to a level of the schedule, so that UNet3D steps make another clip of it. */
export default defineNode({
  version: 1,
  title: 'Add noise',
  about: 'Takes a finished latent back into the schedule: UNet3D steps go on from there and make another clip of it.',
  category: 'latent',
  icon: 'cloud-fog',
  aliases: [
    'strength',
    'denoise',
    'denoising strength',
    'video to video',
    'vid2vid',
    'image to image',
    'add_noise',
    'renoise',
    'VideoToVideoSDPipeline',
  ],
  inputs: {
    latent: {
      kind: 'port',
      title: 'latent',
      about: 'A finished latent: from VAE encode, or from UNet3D steps that went to the last step.',
      type: 'latent',
    },
    schedule: {
      kind: 'port',
      title: 'schedule',
      about: 'The schedule that the UNet3D steps after this follow, from the same Scheduler.',
      type: 'schedule',
    },
    unet3d: {
      kind: 'port',
      title: 'UNet3D',
      about: 'The network that takes the noise away again: it says which levels there are.',
      type: 'unet3d',
    },
    strength: {
      kind: 'number',
      title: 'Strength',
      about:
        'How much of the clip is made anew: 0 leaves it as it is, 1 keeps next to nothing. 0.6 of 25 steps takes 15.',
      default: 0.6,
      min: 0,
      max: 1,
      step: 0.01,
    },
  },
  outputs: { latent: { title: 'latent', type: 'latent' } },
  async run({ latent, schedule, unet3d, strength }, context) {
    const { scheduler, plan, name } = await planRun(context, schedule, unet3d)
    if (latent.solver && latent.solver.step < latent.solver.steps)
      throw new SaidError(say('noisyAlready', { step: latent.solver.step, steps: latent.solver.steps }))
    // As diffusers' VideoToVideoSDPipeline.get_timesteps has it.
    const step = plan.steps - Math.min(Math.floor(plan.steps * strength), plan.steps)
    if (step === plan.steps) context.warn(say('strengthBelowStep', { strength, steps: plan.steps }))
    const count = latent.sample.length
    // The generator goes on where it is, with the axes in the order in which the pipeline draws.
    const noise = channelsFirst(skipDraws(latent.seed, latent.draws, count).normal(count), latent.shape)
    const { sample } = scheduler.renoise(plan, latent.sample, noise, step)
    return {
      latent: {
        ...latent,
        sample: float32(sample),
        draws: latent.draws + 1,
        solver: { schedule: name, step, steps: plan.steps, history: [] },
      },
    }
  },
})
