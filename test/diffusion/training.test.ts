import { describe, expect, test } from 'vitest'
import { positiveAlphas, trainingAlphas, trainingSigmas } from '../../diffusion/training.ts'

const all = ['linear', 'scaled_linear', 'squaredcos_cap_v2', 'sigmoid', 'laplace', 'exp'] as const
const configOf = (beta_schedule: string) => ({
  beta_schedule,
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
})

describe.each(all)('%s', (schedule) => {
  test('loses signal at every timestep, and none is negative', () => {
    const alphas = trainingAlphas(configOf(schedule), all)
    expect(alphas).toHaveLength(1000)
    alphas.reduce((before, alpha) => {
      expect(alpha).toBeLessThanOrEqual(before)
      expect(alpha).toBeGreaterThanOrEqual(0)
      return alpha
    }, 1)
  })

  test('ends at pure noise when rescaled, and begins where it began', () => {
    const config = { ...configOf(schedule), rescale_betas_zero_snr: true }
    const alphas = trainingAlphas(config, all)
    expect(alphas.at(-1)).toBe(0)
    expect(alphas[0]).toBeCloseTo(trainingAlphas(configOf(schedule), all)[0] as number, 6)
    expect(positiveAlphas(config, all).at(-1)).toBe(2 ** -24)
  })
})

test('sigma is noise over signal, to float32', () => {
  const alphas = trainingAlphas(configOf('scaled_linear'))
  trainingSigmas(alphas).forEach((sigma, t) => {
    expect(1 / (1 + sigma * sigma)).toBeCloseTo(alphas[t] as number, 6)
  })
})

test('betas that are given are taken, and a schedule that the class does not know is refused', () => {
  const betas = [0.1, 0.2, 0.5]
  const alphas = trainingAlphas({ num_train_timesteps: 3, trained_betas: betas })
  ;[0.9, 0.72, 0.36].forEach((alpha, i) => {
    expect(alphas[i]).toBeCloseTo(alpha, 6)
  })
  expect(() => trainingAlphas(configOf('sigmoid'))).toThrow('beta_schedule')
})
