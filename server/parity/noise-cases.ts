import { createTorchNoise } from '../../diffusion/torch-noise.ts'
import { largestError, type Outcome } from './outcome.ts'
import { readPythonJson } from './reference-files.ts'

interface Draw {
  readonly seed: number
  readonly shape: readonly number[]
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly second_first: readonly number[]
}

/** A file of draws of `torch.randn`: their first and last values, and the first of the next draw of the generator. */
export async function* noiseCases(path: string, name: string): AsyncGenerator<Outcome> {
  for (const draw of await readPythonJson<readonly Draw[]>(path)) {
    const count = draw.shape.reduce((product, size) => product * size, 1)
    const source = createTorchNoise(draw.seed)
    const noise = source.normal(count)
    const next = source.normal(count)
    yield {
      name: `${name} seed ${draw.seed} [${draw.shape.join(', ')}]`,
      error: Math.max(
        largestError(noise.subarray(0, draw.first.length), draw.first),
        largestError(noise.subarray(count - draw.last.length), draw.last),
        largestError(next.subarray(0, draw.second_first.length), draw.second_first),
      ),
      bound: 2e-6,
      unit: 'absolute',
    }
  }
}
