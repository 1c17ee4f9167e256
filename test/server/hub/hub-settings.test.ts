import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hubCache, readHubSettings } from '../../../server/hub/hub-settings.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

test('the token of the variables goes before that of a file', async () => {
  const home = await tempFolder()
  expect(await readHubSettings({}, home)).toEqual({ url: 'https://huggingface.co', token: undefined })
  await mkdir(join(home, '.cache/huggingface'), { recursive: true })
  await writeFile(join(home, '.cache/huggingface/token'), 'hf_file\n')
  expect((await readHubSettings({}, home)).token).toBe('hf_file')
  expect((await readHubSettings({ HUGGING_FACE_HUB_TOKEN: 'hf_old' }, home)).token).toBe('hf_old')
  expect((await readHubSettings({ HUGGING_FACE_HUB_TOKEN: 'hf_old', HF_TOKEN: ' hf_new ' }, home)).token).toBe('hf_new')
  expect((await readHubSettings({ HF_HOME: join(home, 'elsewhere') }, home)).token).toBeUndefined()
  expect((await readHubSettings({ HF_TOKEN_PATH: join(home, '.cache/huggingface/token') }, '/none')).token).toBe(
    'hf_file',
  )
})

test('the endpoint, and what cannot be one or a token', async () => {
  const home = await tempFolder()
  expect((await readHubSettings({ HF_ENDPOINT: 'http://mirror:8080/' }, home)).url).toBe('http://mirror:8080')
  await expect(readHubSettings({ HF_ENDPOINT: 'mirror' }, home)).rejects.toThrow(/HF_ENDPOINT is "mirror"/)
  await expect(readHubSettings({ HF_ENDPOINT: 'file:///etc' }, home)).rejects.toThrow(/no address/)
  await expect(readHubSettings({ HF_TOKEN: 'secret' }, home)).rejects.toThrow(/in HF_TOKEN does not begin with "hf_"/)
})

test('the cache is where huggingface_hub has it', () => {
  expect(hubCache({}, '/home/a')).toBe(join('/home/a', '.cache/huggingface/hub'))
  expect(hubCache({ XDG_CACHE_HOME: '/cache' }, '/home/a')).toBe(join('/cache/huggingface/hub'))
  expect(hubCache({ HF_HOME: '/hf', XDG_CACHE_HOME: '/cache' }, '/home/a')).toBe(join('/hf/hub'))
  expect(hubCache({ HF_HOME: '/hf', HF_HUB_CACHE: '/big' }, '/home/a')).toBe('/big')
})
