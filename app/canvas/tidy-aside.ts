import type { Places } from './arrange.ts'
import { tidied, type Untidy } from './tidy.ts'

/** From this many cards on, the layout is computed beside the page. */
const many = 120

/** As {@link tidied}; of a large graph in a worker of its own, so that the page goes on. @throws where the worker cannot do it */
export const tidyAside = (graph: Untidy): Promise<Places> => {
  if (graph.cards.size < many || typeof Worker === 'undefined') return tidied(graph)
  const worker = new Worker(new URL('./tidy-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Places>((done, fail) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Places>) => done(data))
    worker.addEventListener('error', () => fail(new Error('The layout of the graph failed in its worker.')))
    worker.postMessage(graph)
  }).finally(() => worker.terminate())
}
