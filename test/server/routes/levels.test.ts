import { expect, test } from 'vitest'
import type { Checkpoints } from '../../../server/checkpoint/checkpoint.ts'
import { levelRoutes } from '../../../server/routes/levels.ts'
import type { Json } from '../../../workflow/json.ts'
import { allSchedulers } from '../../diffusion/all-schedulers.ts'

const checkpoints = {
  schedulerConfig: async () => ({ beta_schedule: 'scaled_linear', steps_offset: 1, timestep_spacing: 'leading' }),
} satisfies Pick<Checkpoints, 'schedulerConfig'>
const [route] = levelRoutes(checkpoints, allSchedulers)

const levels = async (kind: string, options: Readonly<Record<string, Json>> = {}) => {
  const body = Buffer.from(JSON.stringify({ checkpoint: 'demo', kind, steps: 10, options }))
  const answer = await route!.answer({
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: async () => body,
    async *pieces() {
      yield body
    },
  })
  return answer.json as { timesteps: number[]; sigmas: number[]; problem?: string }
}

test('what the fields of a Scheduler hold where nothing is set is as the checkpoint says', async () => {
  const published = {
    settings: 'published',
    timestep_spacing: 'published',
    steps_offset: -1,
    use_karras_sigmas: 'published',
  }
  expect(await levels('euler', published)).toEqual(await levels('euler'))
  expect((await levels('euler')).timesteps.at(-1)).toBe(1)
})

test('what is set in the fields, or in the words of diffusers, changes the levels', async () => {
  const karras = await levels('euler', { use_karras_sigmas: 'on' })
  expect(karras).not.toEqual(await levels('euler'))
  expect(await levels('euler', { use_karras_sigmas: true })).toEqual(karras)
  expect((await levels('euler', { timestep_spacing: 'trailing' })).timesteps[0]).toBe(999)
  expect((await levels('ddim', { steps_offset: 5 })).timesteps.at(-1)).toBe(5)
})

test('a solver that works on ᾱ has levels to draw too; a wrong option is named as the problem', async () => {
  for (const kind of allSchedulers.keys()) {
    const { sigmas } = await levels(kind)
    expect(
      sigmas.some((sigma) => sigma > 0),
      kind,
    ).toBe(true)
  }
  expect(await levels('euler', { timestep_spacing: 'sideways' })).toEqual({
    problem: expect.stringMatching(/timestep_spacing.*"sideways"/),
    said: { code: 'solverNoChoice', values: expect.objectContaining({ option: 'timestep_spacing' }) },
  })
  await expect(levels('none')).rejects.toThrow(/no scheduler "none".*ddim/)
})
