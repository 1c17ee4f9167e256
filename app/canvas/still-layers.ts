import type { Rect } from './rects.ts'

/** Two pictures of what stays where it is while cards are dragged. */
export interface StillLayers {
  /** What lies below the wires that move. */
  readonly under: HTMLCanvasElement
  /** The still cards, which lie above them. */
  readonly over: HTMLCanvasElement
}

type Brush = CanvasRenderingContext2D

/**
 * Keeps what stays where it is while cards are dragged, so that a frame of the drag paints only what moves. It is painted anew
 * when one of `causes`, the size or the density of the screen is another: all else that decides what it shows must be among them.
 */
export const createStillLayers = () => {
  let made: { readonly layers: StillLayers; readonly under: Brush; readonly over: Brush } | undefined
  let kept: { readonly causes: readonly unknown[]; readonly density: number } | undefined

  const canvas = () => document.createElement('canvas')
  const make = () => {
    const layers = { under: canvas(), over: canvas() }
    const [under, over] = [layers.under.getContext('2d'), layers.over.getContext('2d')]
    return under && over ? { layers, under, over } : undefined
  }
  /** Makes the layers so large, and empty. */
  const clear = ({ layers, under, over }: NonNullable<typeof made>, wide: number, tall: number, density: number) => {
    for (const [layer, brush] of [
      [layers.under, under],
      [layers.over, over],
    ] as const) {
      if (layer.width !== wide || layer.height !== tall) Object.assign(layer, { width: wide, height: tall })
      brush.setTransform(density, 0, 0, density, 0, 0)
      brush.clearRect(0, 0, wide, tall)
    }
  }
  return {
    /** @returns the layers, or undefined where the browser gives no canvas to paint on */
    of(
      causes: readonly unknown[],
      size: { readonly width: number; readonly height: number },
      density: number,
      paint: (under: Brush, over: Brush) => void,
    ): StillLayers | undefined {
      made ??= make()
      if (!made) return undefined
      const { layers, under, over } = made
      const [wide, tall] = [Math.ceil(size.width * density), Math.ceil(size.height * density)]
      const same =
        kept !== undefined &&
        kept.density === density &&
        layers.under.width === wide &&
        layers.under.height === tall &&
        causes.length === kept.causes.length &&
        causes.every((each, index) => each === kept?.causes[index])
      if (same) return layers
      clear(made, wide, tall, density)
      paint(under, over)
      kept = { causes, density }
      return layers
    },
    /** Paints a part of the still cards anew, and nothing outside of it. */
    patch({ x, y, width, height }: Rect, paint: (over: Brush) => void) {
      if (!made) return
      const { over } = made
      over.save()
      over.beginPath()
      over.rect(x, y, width, height)
      over.clip()
      over.clearRect(x, y, width, height)
      paint(over)
      over.restore()
    },
    /** Lets go of them: a drag is over. */
    drop() {
      made = undefined
      kept = undefined
    },
  }
}
