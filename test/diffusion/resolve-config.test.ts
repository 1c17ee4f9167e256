import { expect, test } from 'vitest'
import { resolveConfig } from '../../diffusion/resolve-config.ts'
import type { Scheduler } from '../../diffusion/scheduler.ts'
import { allSchedulers } from './all-schedulers.ts'

const euler = allSchedulers.get('euler') as Scheduler

test('takes the keys that the class knows, over its defaults and under the overrides', () => {
  const config = resolveConfig(
    euler,
    { _class_name: 'DDIMScheduler', beta_end: 0.012, steps_offset: 1, clip_sample: false, timestep_spacing: 'leading' },
    { timestep_spacing: 'trailing', eta: 1 },
  )
  expect(config).toMatchObject({ beta_end: 0.012, steps_offset: 1, timestep_spacing: 'trailing', beta_start: 0.0001 })
  expect(Object.keys(config).sort()).toEqual(Object.keys(euler.defaults).sort())
})

test('leaves out what diffusers only filled in', () => {
  const saved = { timestep_spacing: 'leading', beta_end: 0.012, _use_default_values: ['timestep_spacing'] }
  expect(resolveConfig(euler, saved, {})).toMatchObject({ timestep_spacing: 'linspace', beta_end: 0.012 })
})
