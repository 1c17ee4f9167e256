import { type DeviceTexts, deviceTexts } from '../../../workflow/device-texts.ts'
import type { OpenNetwork } from '../../../workflow/wire.ts'

const networks: Readonly<Record<string, string>> = {
  text: 'Text encoder',
  unet: 'UNet3D',
  decoder: 'VAE decoder',
  encoder: 'VAE encoder',
}

/** Texts of the devices that networks compute on. */
export const devices = {
  title: 'Devices',
  opening: 'The device is being opened…',
  chip: (title: string) => `Devices: runs on ${title}`,
  chipFallen: (title: string) => `Devices: runs on ${title}, some nodes fell back to the CPU`,
  threads: (count: number) => `${count} ${count === 1 ? 'thread' : 'threads'}`,
  kinds: { cuda: 'CUDA', webgpu: 'WebGPU', cpu: 'CPU' } as Readonly<Record<string, string>>,
  inUse: 'in use',
  available: 'available',
  notThere: 'not usable',
  driver: (version: string) => `driver ${version}`,
  software: 'It seems to compute on the processor: the CPU is faster.',
  problems: deviceTexts as DeviceTexts,
  helps: 'This helps:',
  looking: 'Looking for other devices…',
  weights: (taken: string, budget: string) => `Weights of open networks: ${taken} of at most ${budget}`,
  budgetHint: 'What was used longest ago is closed to make room. Another limit: npm start -- --memory GB.',
  open: 'Open now',
  nothingOpen: 'No network is open. Each is opened when a run first calls it.',
  network: (name: string) => networks[name] ?? name,
  precision: { float32: '32-bit', float16: '16-bit' } satisfies Record<OpenNetwork['precision'], string>,
  allPlaced: (nodes: number) => `All ${nodes} nodes run on the device.`,
  fallen: (fallen: number, nodes: number, percent: string) =>
    `${fallen} of ${nodes} nodes fell back to the CPU: ${percent} of the time.`,
  firstNamed: (count: number) => `The ${count} that took longest:`,
  chosen: (name: string) => `Chosen with --device ${name}.`,
  automatic: 'The best device that opens is taken. Another one: npm start -- --device NAME.',
}
