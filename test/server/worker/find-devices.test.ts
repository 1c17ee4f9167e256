import { describe, expect, test } from 'vitest'
import { openDevice } from '../../../server/worker/device.ts'
import { createDeviceFinder, deviceIds, type Machine } from '../../../server/worker/find-devices.ts'

const card = { title: 'NVIDIA H100', memoryBytes: 80e9, driver: '550.54.15' }

/** A Linux machine with what is given; `tried` names the providers that were tried. */
const machine = (given: {
  readonly nvidia?: boolean
  readonly graphics?: boolean
  readonly library?: boolean
  readonly answers?: readonly string[]
  readonly problem?: string
  readonly loader?: string
}): Machine & { readonly tried: string[] } => {
  const tried: string[] = []
  return {
    tried,
    platform: 'linux',
    nvidiaCard: async () => (given.nvidia ? card : undefined),
    graphicsCard: async () => (given.graphics ? { title: 'AMD graphics', memoryBytes: 16e9 } : undefined),
    cudaLibrary: () => (given.library ? '/cuda.so' : undefined),
    loaderErrors: async ([name = '']) => new Map(given.loader === undefined ? [] : [[name, given.loader]]),
    tryProvider: async (provider) => {
      tried.push(provider)
      return given.answers?.includes(provider) ? {} : { problem: given.problem ?? 'does not open' }
    },
  }
}

const choices = [false, true]

describe('without a wish', () => {
  test('the best that opens is taken: CUDA, else WebGPU on a card, else the CPU; nothing worse is tried', async () => {
    const taken = new Set<string>()
    for (const library of choices)
      for (const nvidia of choices)
        for (const graphics of choices)
          for (const answers of [[], ['cuda'], ['webgpu'], ['cuda', 'webgpu']]) {
            const on = machine({ library, nvidia, graphics, answers })
            const { id } = await openDevice(undefined, createDeviceFinder(on))
            const opens = {
              cuda: library && answers.includes('cuda'),
              webgpu: (nvidia || graphics) && answers.includes('webgpu'),
              cpu: true,
            }
            expect(id).toBe(deviceIds.find((each) => opens[each]))
            expect(on.tried).toEqual(
              [...(library ? ['cuda'] : []), ...(!opens.cuda && (nvidia || graphics) ? ['webgpu'] : [])].filter(
                Boolean,
              ),
            )
            taken.add(id)
          }
    expect(taken.size).toBe(3)
  })
})

describe('what is found', () => {
  test('is told with name, memory and driver; each is tried once', async () => {
    const on = machine({ library: true, nvidia: true, answers: ['cuda', 'webgpu'] })
    const finder = createDeviceFinder(on)
    const found = await Promise.all([...deviceIds, ...deviceIds].map(finder.find))
    expect(found.slice(0, 3)).toEqual([
      { id: 'cuda', ...card },
      { id: 'webgpu', ...card, title: 'NVIDIA H100 (WebGPU)' },
      {
        id: 'cpu',
        title: expect.stringMatching(/^CPU \(.+\)$/),
        threads: expect.any(Number),
        memoryBytes: expect.any(Number),
      },
    ])
    expect(on.tried.sort()).toEqual(['cuda', 'webgpu'])
  })

  test('says why it cannot be used, in words, and which command helps', async () => {
    const lacking = createDeviceFinder(machine({}))
    const { problem, command } = await lacking.find('cuda')
    if (process.arch === 'x64') expect([problem, command]).toEqual([{ code: 'notInstalled' }, 'npm run setup:cuda'])
    const broken = createDeviceFinder(
      machine({ library: true, problem: 'x', loader: 'libcudnn.so.9: cannot open shared object file' }),
    )
    expect(await broken.find('cuda')).toMatchObject({
      problem: { code: 'noCudnn', detail: 'libcudnn.so.9' },
      command: 'npm run setup:cuda -- --check',
    })
    const silent = createDeviceFinder(machine({ problem: 'Failed to get a WebGPU adapter: No supported adapters' }))
    expect(await silent.find('webgpu')).toMatchObject({
      problem: { code: 'noAdapter' },
      software: true,
    })
  })
})

test('a device that computes in single precision alone is not given half-precision networks', async () => {
  const halfOn = async (singleOnly: boolean, id: string) => {
    const on = machine({ graphics: true })
    const tryProvider = async () => (singleOnly ? ({ singleOnly: true } as const) : {})
    return (await openDevice(id, createDeviceFinder({ ...on, tryProvider }))).half
  }
  expect(await halfOn(false, 'webgpu')).toBe(true)
  expect(await halfOn(true, 'webgpu')).toBe(false)
  expect(await halfOn(false, 'cpu')).toBe(false)
})

test('what was asked for by name is tried even where no card is seen, and its error says what to do', async () => {
  const on = machine({ answers: ['webgpu'] })
  expect((await openDevice('webgpu', createDeviceFinder(on))).id).toBe('webgpu')
  await expect(openDevice('cuda', createDeviceFinder(machine({})))).rejects.toThrow(
    /^The device "cuda" cannot be used\. .*\. (Run "npm run setup:cuda"\. )?Or choose the device "cpu", which always works\.$/,
  )
})
