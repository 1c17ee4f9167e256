import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readModelCard } from '../../../server/checkpoint/model-card.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const cardOf = async (text: string | Uint8Array) => {
  const folder = await tempFolder()
  await writeFile(join(folder, 'README.md'), text)
  return readModelCard(folder)
}

test.each([
  ['license: mit', 'mit'],
  ['license: "apache-2.0" # as before', 'apache-2.0'],
  ["tags:\n- a\nlicense: 'cc-by-nc-4.0'", 'cc-by-nc-4.0'],
  ['license: other\nlicense_name: openrail-m', 'openrail-m'],
  ['license: other', 'other'],
  ['license:\n- mit\n- apache-2.0\ntags:\n- x', 'mit, apache-2.0'],
  ['license: [mit, apache-2.0]', 'mit, apache-2.0'],
  ['license:', 'not stated'],
  ['tags: x', 'not stated'],
])('licence of %j', async (matter, licence) => {
  for (const end of ['\n', '\r\n']) {
    const card = await cardOf(`---\n${matter}\n---\n# Title\n\nText.\n`.replaceAll('\n', end))
    expect(card.licence).toBe(licence)
    expect(card.text).toBe(`# Title${end}${end}Text.${end}`)
  }
})

test.each([
  ['# One\n# Two', 'One'],
  ['Text\n\n# A **bold** [link](http://x) `code` #\n', 'A bold link code'],
  ['```sh\n# comment\n```\n## Small\n# Real', 'Real'],
  ['## Small', undefined],
  ['', undefined],
])('title of %j', async (text, title) => {
  expect((await cardOf(text)).title).toBe(title)
})

test('a card without front matter is kept whole, and rules in it are no front matter', async () => {
  const text = '# Title\n\n---\nlicense: mit\n---\n'
  expect(await cardOf(text)).toEqual({ title: 'Title', licence: 'not stated', text })
})

test('a long card is cut at 64 KiB, between two signs', async () => {
  const { text } = await cardOf(`---\nlicense: mit\n---\nx${'é'.repeat(100_000)}`)
  expect(Buffer.byteLength(text)).toBe(64 * 1024 - 1)
  expect(text).toMatch(/^xé+$/)
})

test('no card is an empty one', async () => {
  const nothing = { title: undefined, licence: 'not stated', text: '' }
  const folder = await tempFolder()
  expect(await readModelCard(folder)).toEqual(nothing)
  await mkdir(join(folder, 'README.md'))
  expect(await readModelCard(folder)).toEqual(nothing)
})
