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
 * when one of `causes` is another: all that decides what it shows must be among them.
 */
export const createStillLayers = () => {
  let kept: { readonly causes: readonly unknown[]; readonly layers: StillLayers } | undefined
  return {
    /** @returns the layers, or undefined where the browser gives no canvas to paint on */
    of(
      causes: readonly unknown[],
      size: { readonly width: number; readonly height: number },
      density: number,
      paint: (under: Brush, over: Brush) => void,
    ): StillLayers | undefined {
      if (kept && causes.length === kept.causes.length && causes.every((each, index) => each === kept?.causes[index]))
        return kept.layers
      const made = () =>
        Object.assign(document.createElement('canvas'), {
          width: Math.ceil(size.width * density),
          height: Math.ceil(size.height * density),
        })
      const layers = { under: made(), over: made() }
      const under = layers.under.getContext('2d')
      const over = layers.over.getContext('2d')
      if (!under || !over) return undefined
      for (const each of [under, over]) each.scale(density, density)
      paint(under, over)
      kept = { causes, layers }
      return layers
    },
    drop() {
      kept = undefined
    },
  }
}
