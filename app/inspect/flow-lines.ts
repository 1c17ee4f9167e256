import type { Statistics } from '../../workflow/statistics.ts'
import type { Summary } from '../../workflow/values.ts'
import { bytesText, countText, plural } from '../parts/quantities.ts'

/** One thing that is said of a value. */
export interface FlowLine {
  readonly title: string
  readonly text: string
  readonly wrong?: boolean
}

/** A number with as many digits as can be read at a glance, and a minus that is one. */
export const figureText = (value: number): string => {
  const size = Math.abs(value)
  const text =
    size !== 0 && (size < 0.001 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)))
  return text.replace('-', '\u2212')
}

const shapeText = (shape: readonly number[]) => shape.join(' × ')

const numberLines = (numbers: Statistics | undefined, bytesEach: number): FlowLine[] => {
  if (!numbers) return []
  const { count, nan, infinite, min, max, mean, deviation } = numbers
  const lost = [
    ...(nan > 0 ? [`${countText(nan)} NaN`] : []),
    ...(infinite > 0 ? [`${countText(infinite)} infinite`] : []),
  ]
  return [
    { title: 'Size', text: `${plural(count, 'number')}, ${bytesText(count * bytesEach)}` },
    ...(min === null || max === null ? [] : [{ title: 'Range', text: `${figureText(min)} to ${figureText(max)}` }]),
    ...(mean === null || deviation === null
      ? []
      : [
          { title: 'Mean', text: figureText(mean) },
          { title: 'Deviation', text: figureText(deviation) },
        ]),
    { title: 'NaN', text: lost.length > 0 ? lost.join(', ') : 'none', wrong: lost.length > 0 },
  ]
}

/** What is said of a value, line by line; its picture and its text stand beside them. */
export const flowLines = (summary: Summary): FlowLine[] => {
  switch (summary.type) {
    case 'text-encoder':
    case 'unet3d':
    case 'vae':
      return [
        { title: 'Checkpoint', text: summary.checkpoint },
        { title: 'Fingerprint', text: summary.fingerprint.slice(0, 12) },
      ]
    case 'conditioning':
      return [
        { title: 'Shape', text: shapeText(summary.shape) },
        { title: 'Tokens', text: `${summary.tokens} of ${summary.limit}` },
        ...(summary.lost === '' ? [] : [{ title: 'Cut off', text: summary.lost, wrong: true }]),
        ...numberLines(summary.numbers, 4),
      ]
    case 'latent':
      return [
        { title: 'Shape', text: shapeText(summary.shape) },
        ...(summary.steps > 0 ? [{ title: 'Steps', text: `${summary.step} of ${summary.steps}` }] : []),
        ...numberLines(summary.numbers, 4),
      ]
    case 'frames':
      return [
        { title: 'Shape', text: shapeText([summary.count, summary.height, summary.width, 3]) },
        ...numberLines(summary.numbers, 1),
      ]
    case 'schedule':
      return [
        { title: 'Solver', text: summary.kind },
        { title: 'Steps', text: String(summary.steps) },
      ]
    case 'clip':
      return [
        { title: 'Size', text: `${summary.width} × ${summary.height}, ${plural(summary.frames, 'frame')}` },
        { title: 'Plays', text: `${summary.framesPerSecond} frames a second` },
        { title: 'File', text: `${summary.extension.toUpperCase()}, ${bytesText(summary.bytes)}` },
      ]
    case 'number':
      return [{ title: 'Number', text: figureText(summary.number) }]
    case 'text':
      return []
  }
}
