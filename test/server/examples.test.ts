import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createExamples } from '../../server/examples.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

test('lists what can be read, by file name, whatever else lies there', async () => {
  const folder = await tempFolder()
  const put = (name: string, text: string) => writeFile(join(folder, name), text)
  const load = { node: 'load-checkpoint', inputs: { checkpoint: { value: 'demo' } } }
  const nodes = { a: load, b: load, c: { inputs: { checkpoint: { from: 'a' } } }, d: null }
  await put('second.json', JSON.stringify({ name: 'Second', about: 'Shows two.', tags: ['two', 2], nodes }))
  await put('first.json', '{"name":3}')
  await put('broken.json', '{"name":')
  await put('list.json', '[1]')
  await put('notes.txt', 'no example')
  await put('.hidden.json', '{}')
  await mkdir(join(folder, 'folder.json'))
  await mkdir(join(folder, 'pictures'))
  await put('pictures/second-moving.webp', 'moves')
  expect(await createExamples(folder).list()).toEqual([
    { id: 'first', name: 'first', about: '', tags: [], checkpoints: [], nodes: 0, pictures: false },
    { id: 'list', name: 'list', about: '', tags: [], checkpoints: [], nodes: 0, pictures: false },
    {
      id: 'second',
      name: 'Second',
      about: 'Shows two.',
      tags: ['two'],
      checkpoints: ['demo'],
      nodes: 4,
      pictures: true,
    },
  ])
})

test('reads the text exactly, and nothing outside its folder', async () => {
  const folder = await tempFolder()
  await mkdir(join(folder, 'in'))
  const text = '{ "name":"ä",\n "nodes":{} }'
  await writeFile(join(folder, 'in', 'one.json'), text)
  await writeFile(join(folder, 'secret.json'), '{}')
  const examples = createExamples(join(folder, 'in'))
  expect(await examples.read('one')).toBe(text)
  for (const id of ['two', '../secret', '..%2fsecret', '', '.', 'one.json', '__proto__'])
    expect(await examples.read(id), id).toBeUndefined()
})

test('a folder that is missing holds none; a file in its place is an error', async () => {
  const folder = await tempFolder()
  const none = createExamples(join(folder, 'missing'))
  expect(await none.list()).toEqual([])
  expect(await none.read('one')).toBeUndefined()
  await writeFile(join(folder, 'file'), '')
  await expect(createExamples(join(folder, 'file')).list()).rejects.toThrow('ENOTDIR')
})

test('gives the pictures of an example, and no other file', async () => {
  const folder = await tempFolder()
  await mkdir(join(folder, 'pictures'))
  for (const name of ['one.json', 'pictures/one-still.webp', 'pictures/two-still.webp'])
    await writeFile(join(folder, name), '{}')
  const examples = createExamples(folder)
  expect(await examples.picture('one', 'still')).toBe(join(folder, 'pictures', 'one-still.webp'))
  expect(await examples.picture('one', 'moving')).toBeUndefined()
  for (const id of ['two', '../pictures/two', '']) expect(await examples.picture(id, 'still'), id).toBeUndefined()
})
