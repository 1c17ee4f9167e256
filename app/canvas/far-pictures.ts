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
}

const thumbnailOf = (state: NodeState | undefined): Thumbnail | undefined => {
  for (const summary of Object.values(state?.outputs ?? {}))
    if ('thumbnail' in summary && summary.thumbnail) return summary.thumbnail
  return undefined
}

/**
 * What cards that are only painted show: the middle frame of the clip as it forms, of what the node gave, or, for a node
 * whose output is a file, of what went into it. Each is made once.
 */
export const createFarPictures = ({ nodeState, preview }: FarPictureParts) => {
  const made = new WeakMap<Preview | Thumbnail, FarPicture>()
  let number = 0
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
    if (forming) return picture(forming, () => colouredFrames(forming)(forming.header.frames >> 1))
    const state = nodeState(id)
    if (!state) return undefined
    const sources = Object.values(node.inputs).flatMap((value) => (isLink(value) ? [nodeState(value.from)] : []))
    for (const each of [state, ...sources]) {
      const small = thumbnailOf(each)
      if (small) return picture(small, () => thumbnailPixels(small))
    }
    return undefined
  }
}
