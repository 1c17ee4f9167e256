import type { Factors } from '../../diffusion/latent-colour.ts'

/** How many nodes get previews. */
export const liveNodes = 40

export const factorsName = 'bench'

/** Three channels are red, green and blue: one latent value is 4 × 4 pixels of one colour. */
export const factors: Factors = {
  format: 'latent-colour',
  channels: 4,
  kernel: 1,
  scale: 4,
  weights: [0, 1, 2, 3, 4].flatMap((row) =>
    Array.from({ length: 48 }, (_, column) => (row === column % 3 ? 0.5 : row === 4 ? 0.5 : 0)),
  ),
}

declare global {
  interface Window {
    __benchSockets: WebSocket[]
  }
}

/** Runs in the page before anything else: keeps hold of its sockets, so that messages can be put into them. */
export const catchSockets = (): void => {
  window.__benchSockets = []
  const Plain = window.WebSocket
  window.WebSocket = class extends Plain {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      window.__benchSockets.push(this)
    }
  }
}

/**
 * Runs in the page: ten times a second each node gets a preview, as the two messages that Socket.IO would have received. The
 * message is the product's own; only the network is left out.
 */
export const sendPreviews = (to: {
  readonly workflow: string
  readonly nodes: readonly string[]
  readonly colour: string
}): void => {
  const shape = { frames: 16, channels: 4, height: 16, width: 16 }
  const latents = [0, 1, 2, 3].map((seed) =>
    Uint8Array.from({ length: 16 * 4 * 16 * 16 }, (_, index) => (index * (seed + 3) * 7919) % 256),
  )
  let step = 0
  setInterval(() => {
    step++
    const socket = window.__benchSockets.find(({ readyState }) => readyState === WebSocket.OPEN)
    for (const node of to.nodes) {
      const header = {
        ...{ job: 'bench', workflow: to.workflow, node, address: 'bench', step, steps: 1e6 },
        ...{ colour: to.colour, at: Date.now() },
        ...{ ...shape, scale: [0.0078, 0.0078, 0.0078, 0.0078], zero: [-1, -1, -1, -1] },
      }
      const text = `451-${JSON.stringify(['preview', header, { _placeholder: true, num: 0 }])}`
      socket?.dispatchEvent(new MessageEvent('message', { data: text }))
      socket?.dispatchEvent(new MessageEvent('message', { data: latents[step % 4]!.slice().buffer }))
    }
  }, 100)
}
