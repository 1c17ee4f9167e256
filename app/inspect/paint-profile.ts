import type { MountedCanvas } from '../canvas/mounted-canvas.ts'
import { overlaps, type Rect } from '../canvas/rects.ts'
import type { Theme } from '../canvas/theme.ts'
import { rectOnScreen } from '../canvas/transform.ts'
import type { Texts } from '../texts/texts.ts'
import type { NodeProfile, Profile } from './profile-of.ts'

/** Memory below this is the noise of the process, not the node's. */
const leastMemory = 8 * 1024 ** 2

/** The words of a node's badge. */
export const badgeText = (
  { ms, share, cached, memory = 0 }: NodeProfile,
  { amounts, inspect }: Pick<Texts, 'amounts' | 'inspect'>,
): string =>
  cached
    ? inspect.cached
    : [
        amounts.took(ms),
        ...(share >= 0.005 ? [`${Math.round(share * 100)} %`] : []),
        ...(memory >= leastMemory ? [`+${amounts.bytes(memory)}`] : []),
      ].join(' · ')

/** From amber to red, as hot as the node. */
const heatColour = (heat: number, alpha: number) => `hsl(${46 - 42 * heat} 95% 54% / ${alpha})`

/**
 * Paints the heat of each node over its card, near or far, and a badge at its upper edge. Nothing of a card is rendered again.
 */
export const paintProfile = (
  element: HTMLCanvasElement,
  { parts, viewport }: Pick<MountedCanvas, 'parts' | 'viewport'>,
  profile: Profile | undefined,
  { panel, text, muted, line, font }: Theme,
  texts: Texts,
): void => {
  const { width, height } = viewport.size()
  const density = window.devicePixelRatio || 1
  const [wide, tall] = [Math.round(width * density), Math.round(height * density)]
  if (element.width !== wide || element.height !== tall) {
    element.width = wide
    element.height = tall
  }
  const context = element.getContext('2d')
  if (!context) return
  context.setTransform(density, 0, 0, density, 0, 0)
  context.clearRect(0, 0, width, height)
  if (!profile) return
  const { scene } = parts
  const view: Rect = { x: 0, y: 0, width, height }
  const { k } = scene.transform
  const visible = new Set(scene.visible())
  for (const node of profile.nodes) {
    const world = visible.has(node.id) ? scene.rectOf(node.id) : undefined
    if (!world) continue
    const rect = rectOnScreen(scene.transform, world)
    if (!overlaps(rect, { ...view, y: -24, height: height + 24 })) continue
    context.beginPath()
    context.roundRect(rect.x, rect.y, rect.width, rect.height, 9 * k)
    if (node.cached) {
      context.setLineDash([4, 4])
      context.lineWidth = 1.25
      context.strokeStyle = muted
      context.globalAlpha = 0.55
      context.stroke()
      context.globalAlpha = 1
      context.setLineDash([])
    } else {
      context.fillStyle = heatColour(node.heat, 0.02 + 0.13 * node.heat)
      context.fill()
      context.lineWidth = 1 + 1.5 * node.heat
      context.strokeStyle = heatColour(node.heat, 0.35 + 0.6 * node.heat)
      context.stroke()
    }
    // Where cards are small, only what counts has room for words.
    if (rect.width < 46 || (rect.width < 100 && node.share < 0.05)) continue
    const size = rect.width < 100 ? 10 : 11
    context.font = `600 ${size}px ${font}`
    const words = rect.width < 100 && !node.cached ? texts.amounts.took(node.ms) : badgeText(node, texts)
    const wideBadge = context.measureText(words).width + 12
    const tallBadge = size + 7
    const [x, y] = [rect.x + rect.width - wideBadge - 4, rect.y - tallBadge + 3]
    context.beginPath()
    context.roundRect(x, y, wideBadge, tallBadge, tallBadge / 2)
    context.fillStyle = panel
    context.fill()
    context.lineWidth = 1
    context.strokeStyle = node.cached ? line : heatColour(node.heat, 0.9)
    context.stroke()
    context.textBaseline = 'middle'
    context.fillStyle = node.cached ? muted : text
    context.fillText(words, x + 6, y + tallBadge / 2 + 0.5)
  }
}
