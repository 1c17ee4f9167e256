import { expect, test } from 'vitest'
import { overridesOf, published, unset } from '../../diffusion/published.ts'
import { allSchedulers } from './all-schedulers.ts'

test.each([...allSchedulers])('%s: fields that were left alone override nothing', (_, { options }) => {
  const values = Object.fromEntries(options.map((option) => [option.name, unset(option)]))
  expect(overridesOf(options, values)).toEqual({})
  expect(overridesOf(options, {})).toEqual({})
})

test.each([...allSchedulers])(
  '%s: what is left to the checkpoint is no value that an option may have',
  (_, scheduler) => {
    for (const option of scheduler.options) {
      const none = unset(option)
      if (option.kind === 'number') expect(none).toBeLessThan(option.min!)
      else expect(option.choices?.map((each) => String(each.value)) ?? []).not.toContain(none)
    }
  },
)

test.each([...allSchedulers])('%s: each value of each option can be chosen', (id, scheduler) => {
  for (const option of scheduler.options) {
    const words =
      option.kind === 'toggle' ? ['on', 'off'] : (option.choices?.map((each) => String(each.value)) ?? [option.default])
    const meant =
      option.kind === 'toggle' ? [true, false] : (option.choices?.map((each) => each.value) ?? [option.default])
    words.forEach((word, i) => {
      expect(overridesOf(scheduler.options, { [option.name]: word }), `${id} ${option.name}`).toEqual({
        [option.name]: meant[i],
      })
    })
  }
})

test('names of no option, and those that objects have by birth, are left out; a wrong value stays for the plan to refuse', () => {
  const { options } = allSchedulers.get('ddim')!
  expect(overridesOf(options, { constructor: 1, use_karras_sigmas: 'on', kind: 'x' })).toEqual({})
  expect(overridesOf(options, { timestep_spacing: 'sideways' })).toEqual({ timestep_spacing: 'sideways' })
  expect(overridesOf(options, { clip_sample: true, eta: 0.5 })).toEqual({ clip_sample: true, eta: 0.5 })
  expect(published).toBe('published')
})
