import { tidied, type Untidy } from './tidy.ts'

// A large graph takes seconds to lay out: here the page does not wait for it.
addEventListener('message', ({ data }: MessageEvent<Untidy>) => {
  void tidied(data).then((places) => postMessage(places))
})
