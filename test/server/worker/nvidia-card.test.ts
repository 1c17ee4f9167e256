import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nvidiaCard } from '../../../server/worker/nvidia-card.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const onUnix = process.platform !== 'win32'

/** What is told of the card where `nvidia-smi` is this shell script. */
const cardOf = async (script: string) => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'nvidia-smi'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return nvidiaCard(`${folder}:${process.env.PATH}`)
}

test.runIf(onUnix)('the first card: its name, memory and driver, asked for in one call', async () => {
  const h100 = 'NVIDIA H100 80GB HBM3, 81559 MiB, 550.54.15'
  const asked = `[ "$*" = "--query-gpu=name,memory.total,driver_version --format=csv,noheader" ] || exit 3`
  expect(await cardOf(`${asked}\necho "${h100}"\necho "NVIDIA T4, 15360 MiB, 550.54.15"`)).toEqual({
    title: 'NVIDIA H100 80GB HBM3',
    memoryBytes: 81559 * 2 ** 20,
    driver: '550.54.15',
  })
  expect(await cardOf('echo "Odd, card, 24 MiB, 1.2"')).toEqual({
    title: 'Odd, card',
    memoryBytes: 24 * 2 ** 20,
    driver: '1.2',
  })
})

test.runIf(onUnix)('none where the command fails, or answers something else', async () => {
  for (const script of [
    'echo "NVIDIA-SMI has failed because it could not communicate with the driver"; exit 9',
    'echo "No devices were found"',
    'echo "NVIDIA Orin, [N/A], 540.4.0"',
    '',
  ])
    expect(await cardOf(script)).toBeUndefined()
})

test('none where there is no such command', async () => {
  expect(await nvidiaCard(await tempFolder())).toBeUndefined()
})
