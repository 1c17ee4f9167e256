import { expect, test } from 'vitest'
import { pictureOf } from '../../../server/checkpoint/picture-size.ts'

const levels = (count: number) => ({ block_out_channels: Array(count).fill(32) })
const vae = levels(4)

test('the size is the UNet’s own, by the factor of the VAE, and the grid what both halve', () => {
  expect(pictureOf('demo', { ...levels(3), sample_size: 8 }, vae)).toEqual({ width: 64, height: 64, grid: 32 })
  expect(pictureOf('text-to-video-ms-1.7b', { ...levels(4), sample_size: 32 }, vae)).toEqual({
    width: 256,
    height: 256,
    grid: 64,
  })
  expect(pictureOf('tall', { ...levels(4), sample_size: [40, 24] }, vae)).toEqual({ width: 192, height: 320, grid: 64 })
})

test('a checkpoint that was trained on at another size is known by its name', () => {
  const unet = { ...levels(4), sample_size: 32 }
  expect(pictureOf('zeroscope_v2_576w', unet, vae)).toEqual({ width: 576, height: 320, grid: 64 })
  expect(pictureOf('zeroscope_v2_XL', unet, vae)).toEqual({ width: 1024, height: 576, grid: 64 })
})

test('where the configurations do not say it, nothing is guessed', () => {
  expect(pictureOf('x', levels(4), vae)).toBeUndefined()
  expect(pictureOf('x', { ...levels(4), sample_size: 'large' }, vae)).toBeUndefined()
  expect(pictureOf('x', { sample_size: 32 }, vae)).toBeUndefined()
})
