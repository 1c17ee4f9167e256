import { combine } from './samples.ts'
import type { Samples, SchedulerConfig } from './scheduler.ts'
import { choice } from './settings.ts'

/** What a network answers: the noise, v (Salimans and Ho 2022, arXiv 2202.00512, section 4) or the finished sample. */
export type Prediction = 'epsilon' | 'v_prediction' | 'sample'

/** What the network of this configuration answers. Throws, naming the option, when the solver does not know it. */
export function predictionType(
  config: SchedulerConfig,
  known: readonly Prediction[] = ['epsilon', 'v_prediction', 'sample'],
): Prediction {
  return choice(config, 'prediction_type', known)
}

/** x0 from the network's output, where x = alpha · x0 + sigma · epsilon. */
export function toClean(type: Prediction, x: Samples, output: Samples, alpha: number, sigma: number): Samples {
  switch (type) {
    case 'epsilon':
      return combine([1 / alpha, x], [-sigma / alpha, output])
    case 'v_prediction':
      return combine([alpha, x], [-sigma, output])
    case 'sample':
      return combine([1, output])
  }
}

/** Epsilon from the network's output, where x = alpha · x0 + sigma · epsilon. */
export function toNoise(type: Prediction, x: Samples, output: Samples, alpha: number, sigma: number): Samples {
  switch (type) {
    case 'epsilon':
      return combine([1, output])
    case 'v_prediction':
      return combine([sigma, x], [alpha, output])
    case 'sample':
      return combine([1 / sigma, x], [-alpha / sigma, output])
  }
}
