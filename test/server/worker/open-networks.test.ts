import { cp, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { WeightError } from '../../../onnx/tensors.ts'
import type { Checkpoint } from '../../../server/checkpoint/checkpoint.ts'
import { openPart } from '../../../server/checkpoint/part.ts'
import { relativeError } from '../../../server/parity/outcome.ts'
import { readReferences } from '../../../server/parity/reference-files.ts'
import { createCheckedWeights } from '../../../server/worker/checked-weights.ts'
import { DeviceError, openDevice } from '../../../server/worker/device.ts'
import type { Networks } from '../../../server/worker/networks.ts'
import { openNetworks } from '../../../server/worker/open-networks.ts'
import { NetworkError, openSession, type Session } from '../../../server/worker/open-session.ts'
import { createSessionPool } from '../../../server/worker/session-pool.ts'
import { inEnglish } from '../../../workflow/said/said.ts'
import type { PartRef } from '../../../workflow/values.ts'
import type { OpenNetwork } from '../../../workflow/wire.ts'
import { parityTools, referenceFolder } from '../../onnx/reference.ts'

const { device } = parityTools
const opened: Networks[] = []
afterEach(async () => {
  for (const networks of opened.splice(0)) await networks.close()
})

const ref = (part: PartRef['part'], checkpoint: string): PartRef => ({
  part,
  checkpoint,
  variant: '',
  fingerprint: `print of ${checkpoint}`,
})

/** Networks over folders of parts: a checkpoint is named by the folder of its one part. `log` hears of sessions. */
const networksOf = (budgetBytes?: number, log: string[] = []): Networks => {
  const checkpoints = {
    of: async ({ checkpoint }: PartRef) => ({ files: () => openPart(checkpoint) }) as unknown as Checkpoint,
  }
  const networks = openNetworks({
    checkpoints,
    device,
    ...(budgetBytes === undefined ? {} : { budgetBytes }),
    openSession: async (name, ...rest) => {
      const network = /the network "(\w+)"/.exec(inEnglish(name))?.[1] ?? ''
      const session = await openSession(name, ...rest)
      log.push(`open ${network}`)
      return {
        ...session,
        close: () => {
          log.push(`close ${network}`)
          return session.close()
        },
      }
    },
  })
  opened.push(networks)
  return networks
}

/** One call of each: text encoder, UNet, VAE. */
const oneClip = async (networks: Networks): Promise<void> => {
  await networks.encodeText(clip, [[1, 2, 3]], 0)
  await networks.predict(unet, {
    sample: new Float32Array(4 * 4).fill(0.5),
    shape: [1, 4, 1, 2, 2],
    timestep: 1,
    conditioning: new Float32Array(32).fill(0.5),
    conditioningShape: [1, 1, 32],
  })
  await networks.decode(vae, new Float32Array(4 * 9).fill(0.5), [1, 4, 3, 3])
}

const clip = ref('text-encoder', referenceFolder('clip-b'))
const unet = ref('unet3d', referenceFolder('unet3d-a'))
const vae = ref('vae', referenceFolder('vae-a'))

test('every network of a checkpoint answers as the original', async () => {
  const networks = networksOf()
  const text = await readReferences(join(clip.checkpoint, 'io.safetensors'))
  const { data, shape } = text.ids('input_ids')
  const [rows, tokens] = shape as [number, number]
  const ids = Array.from({ length: rows }, (_, row) => [...data.subarray(row * tokens, (row + 1) * tokens)].map(Number))
  for (const [skip, name] of [
    [0, 'last_hidden_state'],
    [1, 'clip_skip_1'],
  ] as const) {
    const encoded = await networks.encodeText(clip, ids, skip)
    expect(encoded.shape).toEqual(text.numbers(name).shape)
    expect(relativeError(encoded.data, text.numbers(name).data)).toBeLessThan(1e-4)
  }

  const clips = await readReferences(join(unet.checkpoint, 'io.safetensors'))
  const [sample, states] = [clips.numbers('1.sample'), clips.numbers('1.encoder_hidden_states')]
  const predicted = await networks.predict(unet, {
    sample: sample.data,
    shape: sample.shape as [number, number, number, number, number],
    timestep: 481,
    conditioning: states.data,
    conditioningShape: states.shape as [number, number, number],
  })
  expect(relativeError(predicted, clips.numbers('1.t481.out').data)).toBeLessThan(1e-4)

  const pictures = await readReferences(join(vae.checkpoint, 'io.safetensors'))
  type Four = [number, number, number, number]
  const latents = pictures.numbers('1.latents')
  const decoded = await networks.decode(vae, latents.data, latents.shape as Four)
  expect(decoded.shape).toEqual(pictures.numbers('1.decoded').shape)
  expect(relativeError(decoded.data, pictures.numbers('1.decoded').data)).toBeLessThan(1e-4)
  const image = pictures.numbers('1.image')
  const encoded = await networks.encode(vae, image.data, image.shape as Four)
  expect(encoded.shape).toEqual(pictures.numbers('1.mean').shape)
  expect(relativeError(encoded.mean, pictures.numbers('1.mean').data)).toBeLessThan(1e-4)

  expect(await networks.vaeScale(vae)).toEqual({
    scalingFactor: 0.18215,
    shiftFactor: 0,
    spatialFactor: 2,
    pixelsAtOnce: expect.any(Number),
  })
  const [small, large] = await Promise.all([2, 4].map((count) => networks.predictMemory(unet, [2, 4, count, 8, 8])))
  expect(small!.bytes).toBeGreaterThan(0)
  expect(large!.bytes).toBe(2 * small!.bytes)
  expect(small!.available).toBeGreaterThan(0)
  expect(small!.available).toBeLessThan(device.info.memoryBytes)
  expect(networks.spent.calls).toBe(5)
  expect(networks.spent.ms).toBeGreaterThan(0)
  expect(networks.spent.openingMs).toBeGreaterThan(0)
})

test('calls asked for at once are answered each with its own, one after the other', async () => {
  const networks = networksOf()
  const asked = [[[1, 2, 3]], [[4, 5]], [[6, 7, 8, 9]]]
  const apart: Float32Array[] = []
  for (const ids of asked) apart.push((await networks.encodeText(clip, ids, 0)).data)
  const together = await Promise.all(asked.map((ids) => networks.encodeText(clip, ids, 0)))
  expect(together.map(({ data }) => [...data])).toEqual(apart.map((data) => [...data]))
})

describe('what cannot be computed says which network, what is wrong and what to do', () => {
  const folders: string[] = []
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

  test('NaN in the weights: which tensor of which part, before anything is opened', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reelgraph-nan-'))
    folders.push(folder)
    await cp(referenceFolder('vae-a'), folder, { recursive: true })
    const { tensors } = await openPart(folder)
    const bias = tensors.get('decoder.conv_out.bias')
    const file = await open(join(folder, bias?.file ?? ''), 'r+')
    await file.write(new Uint8Array(Float32Array.of(Number.NaN).buffer), 0, 4, bias?.offset)
    await file.close()
    const log: string[] = []
    const attempt = networksOf(undefined, log).decode(ref('vae', folder), new Float32Array(2 * 4 * 9), [2, 4, 3, 3])
    await expect(attempt).rejects.toThrow(WeightError)
    await expect(attempt).rejects.toThrow(
      /config\.json: the tensor "decoder\.conv_out\.bias" holds NaN or infinity in 1 of its 3 values/,
    )
    expect(log).toEqual([])
  })

  test('weights are read for NaN once for each fingerprint, over all processes; those that are damaged each time', async () => {
    const data = await mkdtemp(join(tmpdir(), 'reelgraph-checked-'))
    folders.push(data)
    const folder = join(data, 'vae')
    await cp(referenceFolder('vae-a'), folder, { recursive: true })
    const spoil = async () => {
      const bias = (await openPart(folder)).tensors.get('decoder.conv_out.bias')
      const file = await open(join(folder, bias?.file ?? ''), 'r+')
      await file.write(new Uint8Array(Float32Array.of(Number.NaN).buffer), 0, 4, bias?.offset)
      await file.close()
    }
    const process = () => {
      const networks = openNetworks({
        checkpoints: { of: async () => ({ files: () => openPart(folder) }) as unknown as Checkpoint },
        device,
        checked: createCheckedWeights(join(data, 'kept', 'checked.json')),
      })
      opened.push(networks)
      return (fingerprint: string) => networks.vaeScale({ ...vae, fingerprint })
    }
    await process()('sound')
    await spoil()
    await process()('sound')
    const scaleOf = process()
    await expect(scaleOf('spoiled')).rejects.toThrow(/decoder\.conv_out\.bias" holds NaN/)
    await expect(process()('spoiled')).rejects.toThrow(/decoder\.conv_out\.bias" holds NaN/)
    await writeFile(join(data, 'kept', 'checked.json'), '{ damaged')
    await expect(process()('sound')).rejects.toThrow(/holds NaN/)
  })

  test('an answer of NaN: how many values, of which network', async () => {
    const attempt = networksOf().decode(vae, new Float32Array(4 * 9).fill(Number.NaN), [1, 4, 3, 3])
    await expect(attempt).rejects.toThrow(NetworkError)
    await expect(attempt).rejects.toThrow(
      /The network "decoder" of .*config\.json in ".*" answered NaN or infinity in 108 of the 108 values/,
    )
  })

  test('a weight file that is changed, replaced or removed while it is in use; it is read anew after that', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reelgraph-changed-'))
    folders.push(folder)
    await cp(referenceFolder('vae-a'), folder, { recursive: true })
    const { tensors } = await openPart(folder)
    const bias = tensors.get('decoder.conv_out.bias')
    const path = join(folder, bias?.file ?? '')
    const write = async (value: number) => {
      const file = await open(path, 'r+')
      await file.write(new Uint8Array(Float32Array.of(value).buffer), 0, 4, bias?.offset)
      await file.utimes(1, 1 + value)
      await file.close()
    }
    const log: string[] = []
    const networks = networksOf(undefined, log)
    const decode = () => networks.decode(ref('vae', folder), new Float32Array(4 * 9), [1, 4, 3, 3])
    const first = (await decode()).data[0] as number
    await write(100)
    await expect(decode()).rejects.toThrow(/config\.json: the weight file .* was changed while it was in use\. Wait/)
    expect(log).toEqual(['open decoder', 'close decoder'])
    expect((await decode()).data[0]).toBeGreaterThan(first + 50)
    await rename(path, `${path}.away`)
    await expect(decode()).rejects.toThrow(/ was removed\. Wait/)
    await expect(decode()).rejects.toThrow(/holds io\.safetensors, but no weights/)
  })

  test('a part of another kind, and a class that is not known', async () => {
    await expect(
      networksOf().encode(ref('vae', referenceFolder('clip-a')), new Float32Array(3), [1, 3, 1, 1]),
    ).rejects.toThrow(/CLIPTextModel, which is a text-encoder, where a vae is needed/)
    const files = { ...(await openPart(referenceFolder('vae-a'))), class: 'AutoencoderTiny' }
    const checkpoints = { of: async () => ({ files: async () => files }) as unknown as Checkpoint }
    const networks = openNetworks({ checkpoints, device })
    opened.push(networks)
    await expect(networks.vaeScale(vae)).rejects.toThrow(
      /AutoencoderTiny, which is not supported\. Known classes: AutoencoderKL, CLIPTextModel, UNet3DConditionModel/,
    )
  })

  test('values that do not fit their shape, an empty shape, prompts of different lengths, ids outside of the vocabulary', async () => {
    const networks = networksOf()
    await expect(networks.decode(vae, new Float32Array(5), [1, 4, 1, 1])).rejects.toThrow(/has 5 values for the shape/)
    await expect(networks.decode(vae, new Float32Array(0), [0, 4, 1, 1])).rejects.toThrow(/no size of 0/)
    await expect(networks.decode(vae, new Float32Array(3), [1, 3, 1, 1])).rejects.toThrow(/network "decoder" .* failed/)
    await expect(networks.encodeText(clip, [[1], [1, 2]], 0)).rejects.toThrow(/Pad them to the same length/)
    await expect(networks.encodeText(clip, [[1_000_000]], 0)).rejects.toThrow(/network "text" .* failed/)
    // The session is still there and right after all that.
    expect((await networks.encodeText(clip, [[1, 2]], 0)).shape).toEqual([1, 2, 48])
  })

  test('a call that failed does not stop those that wait behind it', async () => {
    const networks = networksOf()
    const [wrong, right] = await Promise.allSettled([
      networks.encodeText(clip, [[1_000_000]], 0),
      networks.encodeText(clip, [[1]], 0),
    ])
    expect([wrong.status, right.status]).toEqual(['rejected', 'fulfilled'])
  })
})

describe('sessions stay open within the budget', () => {
  /** A pool of sessions that note what happens to them. */
  const noted = (budget: number) => {
    const pool = createSessionPool(budget)
    const log: string[] = []
    const take = async (key: string, bytes = 10) =>
      pool.take(key, () => ({
        bytes,
        open: async () => {
          log.push(`open ${key}`)
          return { close: async () => void log.push(`close ${key}`) } as unknown as Session
        },
      }))
    return { pool, log, take }
  }

  test('the one used longest ago goes first, and one that is there is used again', async () => {
    const { pool, log, take } = noted(30)
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await take(key)
    expect(log).toEqual(['open a', 'open b', 'open c', 'close b', 'open d', 'close c', 'open b'])
    await pool.close()
    expect(log.slice(7).sort()).toEqual(['close a', 'close b', 'close d'])
  })

  test('one larger than all of it is opened alone', async () => {
    const { log, take } = noted(30)
    for (const [key, bytes] of [
      ['a', 10],
      ['b', 10],
      ['c', 99],
      ['a', 10],
    ] as const)
      await take(key, bytes)
    expect(log).toEqual(['open a', 'open b', 'close a', 'close b', 'open c', 'close c', 'open a'])
  })

  test('text encoder, UNet, VAE: under a small budget each is closed before the next is opened; under a large one none is', async () => {
    const small: string[] = []
    await oneClip(networksOf(1, small))
    expect(small).toEqual(['open text', 'close text', 'open unet', 'close unet', 'open decoder'])
    const large: string[] = []
    const networks = networksOf(1e9, large)
    await oneClip(networks)
    await oneClip(networks)
    expect(large).toEqual(['open text', 'open unet', 'open decoder'])
  })

  test('a session that was closed to make room is opened again, with the same answer', async () => {
    const networks = networksOf(0)
    const first = await networks.encodeText(clip, [[1, 2, 3]], 0)
    await networks.encodeText(clip, [[1, 2, 3]], 1)
    expect((await networks.encodeText(clip, [[1, 2, 3]], 0)).data).toEqual(first.data)
  })
})

test('what is open is told, with where its nodes ran; it is gone from the list before its room is taken', async () => {
  const heard: (readonly OpenNetwork[])[] = []
  const networks = openNetworks({
    checkpoints: { of: async ({ checkpoint }) => ({ files: () => openPart(checkpoint) }) as unknown as Checkpoint },
    device: { ...device, id: 'webgpu' },
    budgetBytes: 1,
    changed: (open) => heard.push(open),
    openSession: async (name, graph, folder, _, told) => {
      const session = await openSession(name, graph, folder, device)
      return {
        ...session,
        run: async (inputs) => {
          const answer = await session.run(inputs)
          told?.([
            { node: '/a/Conv', operator: 'Conv', provider: 'WebGpuExecutionProvider', microseconds: 60 },
            { node: '/b/Erf', operator: 'Erf', provider: 'CPUExecutionProvider', microseconds: 10 },
            { node: '/c/Erf', operator: 'Erf', provider: 'CPUExecutionProvider', microseconds: 30 },
          ])
          return answer
        },
      }
    },
  })
  opened.push(networks)
  await oneClip(networks)
  expect(heard.map((open) => open.map(({ network, placed }) => [network, placed?.fallen]))).toEqual([
    [['text', undefined]],
    [['text', 2]],
    [],
    [['unet', undefined]],
    [['unet', 2]],
    [],
    [['decoder', undefined]],
    [['decoder', 2]],
  ])
  expect(heard[1]?.[0]).toEqual({
    checkpoint: clip.checkpoint,
    variant: '',
    part: 'text-encoder',
    network: 'text',
    precision: 'float32',
    bytes: expect.any(Number),
    placed: { nodes: 3, fallen: 2, share: 0.4, names: ['/c/Erf', '/b/Erf'] },
  })
  expect(heard[1]?.[0]?.bytes).toBeGreaterThan(1000)
  await networks.close()
  expect(heard.at(-1)).toEqual([])
})

describe('a device', () => {
  test('cpu says what it is, and is what is taken where nothing else is there', async () => {
    expect(device.info).toMatchObject({ id: 'cpu', title: expect.stringMatching(/^CPU \(.+\)$/) })
    expect(device.info.threads).toBeGreaterThan(0)
    expect(device.info.memoryBytes).toBeGreaterThan(2 ** 28)
    expect((await openDevice('CPU')).id).toBe('cpu')
    expect(['cpu', 'cuda', 'webgpu']).toContain((await openDevice()).id)
  })

  test('that there is not is refused, naming those that there are', async () => {
    await expect(openDevice('tpu')).rejects.toThrow(DeviceError)
    await expect(openDevice('tpu')).rejects.toThrow('Choose one of cpu, cuda, webgpu.')
  })

  test('that was asked for opens, or says what is missing and what to take', async () => {
    for (const id of ['cuda']) {
      const answer = await openDevice(id).then(
        (found) => found.id,
        (error: Error) => error.message,
      )
      if (answer !== id) expect(answer).toMatch(/^The device "cuda" cannot be used\. .* choose the device "cpu"/)
    }
  })
})
