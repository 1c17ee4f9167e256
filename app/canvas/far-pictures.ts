import { isLink, type NodeId, type PlacedNode } from '../../workflow/document.ts'
import type { NodeState } from '../../workflow/job-state.ts'
import type { Thumbnail } from '../../workflow/thumbnail.ts'
import { colouredFrames } from '../parts/latent-player.ts'
import { thumbnailPixels } from '../parts/thumbnail-pixels.ts'
import type { Preview } from '../state/app-context.ts'

/** What a card shows, small: no two have the same number, so that pictures of a canvas can be compared. */
export interface FarPicture {
  readonly number: number
  readonly source: HTMLCanvasElement
}

export interface FarPictureParts {
  /** What the newest run says of a node. */
  nodeState(id: NodeId): NodeState | undefined
  /** The newest preview of a node. */
  preview(id: NodeId): Preview | undefined
  /** The node shows no preview, though its run may have left some: what comes of it is told of by `changed`. */
  recall(id: NodeId, node: PlacedNode): void
  /** A time in milliseconds. */
  now(): number
  /** Calls back after some time. */
  after(ms: number, callback: () => void): void
  /** A card would show another picture now. */
  changed(): void
}

/** A picture that forms is made anew no more often than this, in milliseconds: it is small, and many may form at once. */
const leastBetween = 500

const thumbnailOf = (state: NodeState | undefined): Thumbnail | undefined => {
  for (const summary of Object.values(state?.outputs ?? {}))
    if ('thumbnail' in summary && summary.thumbnail) return summary.thumbnail
  return undefined
}

/**
 * What cards that are only painted show: the middle frame of the clip as it forms, of what the node gave, or, for a node
 * whose output is a file, of what went into it. Each is made once.
 */
export const createFarPictures = ({ nodeState, preview, recall, now, after, changed }: FarPictureParts) => {
  const made = new WeakMap<Preview | Thumbnail, FarPicture>()
  /** The picture of each node that forms, and when it was made. */
  const shown = new Map<NodeId, { readonly picture: FarPicture; readonly at: number }>()
  let number = 0
  let waits = false
  const late = () => {
    if (waits) return
    waits = true
    after(leastBetween, () => {
      waits = false
      changed()
    })
  }
  const picture = (of: Preview | Thumbnail, pixels: () => ImageData): FarPicture => {
    const known = made.get(of)
    if (known) return known
    const data = pixels()
    const source = document.createElement('canvas')
    source.width = data.width
    source.height = data.height
    source.getContext('2d')?.putImageData(data, 0, 0)
    const fresh = { number: ++number, source }
    made.set(of, fresh)
    return fresh
  }
  return (id: NodeId, node: PlacedNode): FarPicture | undefined => {
    const forming = preview(id)
    if (forming) {
      const known = made.get(forming)
      if (known) return known
      const last = shown.get(id)
      if (last && now() - last.at < leastBetween) {
        late()
        return last.picture
      }
      const fresh = picture(forming, () => colouredFrames(forming)(forming.header.frames >> 1))
      shown.set(id, { picture: fresh, at: now() })
      return fresh
    }
    const state = nodeState(id)
    if (!state) return undefined
    recall(id, node)
    const sources = Object.values(node.inputs).flatMap((value) => (isLink(value) ? [nodeState(value.from)] : []))
    for (const each of [state, ...sources]) {
      const small = thumbnailOf(each)
      if (small) return picture(small, () => thumbnailPixels(small))
    }
    return undefined
  }
}
