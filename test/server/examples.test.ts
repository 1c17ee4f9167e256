import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createExamples } from '../../server/examples.ts'
import { tempFolder } from '../fakes/temp-folder.ts'

test('lists what can be read, by file name, whatever else lies there', async () => {
  const folder = await tempFolder()
  const put = (name: string, text: string) => writeFile(join(folder, name), text)
  await put('second.json', '{"name":"Second","about":"Shows two.","nodes":{}}')
  await put('first.json', '{"name":3}')
  await put('broken.json', '{"name":')
  await put('list.json', '[1]')
  await put('notes.txt', 'no example')
  await put('.hidden.json', '{}')
  await mkdir(join(folder, 'folder.json'))
  expect(await createExamples(folder).list()).toEqual([
    { id: 'first', name: 'first', about: '' },
    { id: 'list', name: 'list', about: '' },
    { id: 'second', name: 'Second', about: 'Shows two.' },
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
