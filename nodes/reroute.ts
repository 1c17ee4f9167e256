import { SaidError, say } from '../workflow/said/said.ts'
import { defineNode } from './contract/define.ts'

/** A bend in a wire. It has the type of what it reads, and whoever reads it reads that: a run knows nothing of it. */
export default defineNode({
  version: 1,
  title: 'Reroute',
  about: 'A bend in a wire, so that it keeps clear of the cards between its ends.',
  category: 'value',
  icon: 'waypoints',
  aliases: ['dot', 'bend', 'relay', 'passthrough', 'wire'],
  inputs: {
    in: {
      kind: 'port',
      title: 'in',
      about: 'Anything: it comes out unchanged.',
      type: 'latent',
      accepts: ['text-encoder', 'unet3d', 'vae', 'conditioning', 'schedule', 'frames', 'clip', 'text', 'number'],
    },
  },
  outputs: { out: { title: 'out', type: 'latent' } },
  relay: true,
  async run() {
    throw new SaidError(say('rerouteRan'))
  },
})
