import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { graphicsCard } from '../../../server/worker/graphics-card.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

/** What is told where Linux lists these cards, each with the files of its device. */
const cardOf = async (cards: Readonly<Record<string, Readonly<Record<string, string>>>>) => {
  const folder = await tempFolder()
  for (const [name, files] of Object.entries(cards)) {
    await mkdir(join(folder, name, 'device'), { recursive: true })
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, 'device', file), `${text}\n`)
  }
  return graphicsCard(folder)
}

test('the card with the most memory of its own; outputs and cards of unknown vendors are none', async () => {
  const intel = { vendor: '0x8086' }
  const amd = { vendor: '0x1002', mem_info_vram_total: '17163091968' }
  expect(await cardOf({ card0: intel, card1: amd, 'card1-DP-1': { vendor: '0x10de' } })).toEqual({
    title: 'AMD graphics',
    memoryBytes: 17163091968,
  })
  expect(await cardOf({ card0: intel })).toEqual({ title: 'Intel graphics' })
  expect(await cardOf({ card0: { vendor: '0x1af4' }, card1: {} })).toBeUndefined()
})

test('none where Linux lists nothing', async () => {
  expect(await cardOf({})).toBeUndefined()
  expect(await graphicsCard(join(await tempFolder(), 'nowhere'))).toBeUndefined()
})
