import type { ChoiceField, Definitions } from '../../workflow/definition.ts'
import type { Statistics } from '../../workflow/statistics.ts'
import type { Summary } from '../../workflow/values.ts'
import { countText } from '../parts/quantities.ts'
import type { Texts } from '../texts/texts.ts'

/** One thing that is said of a value. */
export interface FlowLine {
  readonly title: string
  readonly text: string
  readonly wrong?: boolean
}

const shapeText = (shape: readonly number[]) => shape.join(' × ')

const numberLines = (numbers: Statistics | undefined, bytesEach: number, texts: Texts): FlowLine[] => {
  if (!numbers) return []
  const { count, nan, infinite, min, max, mean, deviation } = numbers
  const lost = [
    ...(nan > 0 ? [texts.inspect.nan(countText(nan))] : []),
    ...(infinite > 0 ? [texts.inspect.infinite(countText(infinite))] : []),
  ]
  return [
    { title: texts.inspect.size, text: `${texts.amounts.numbers(count)}, ${texts.amounts.bytes(count * bytesEach)}` },
    ...(min === null || max === null
      ? []
      : [
          {
            title: texts.inspect.range,
            text: texts.inspect.rangeOf(texts.amounts.figure(min), texts.amounts.figure(max)),
          },
        ]),
    ...(mean === null || deviation === null
      ? []
      : [
          { title: texts.inspect.mean, text: texts.amounts.figure(mean) },
          { title: texts.inspect.deviation, text: texts.amounts.figure(deviation) },
        ]),
    {
      title: texts.inspect.notANumber,
      text: lost.length > 0 ? lost.join(', ') : texts.inspect.none,
      wrong: lost.length > 0,
    },
  ]
}

/** What cards call an option that the server fills in; its value where no node has it. */
const optionTitle = (definitions: Definitions, source: ChoiceField['source'], value: string): string => {
  for (const { inputs } of Object.values(definitions))
    for (const input of Object.values(inputs)) {
      const option =
        input.kind === 'choice' && input.source === source
          ? input.options.find((each) => each.value === value)
          : undefined
      if (option) return option.title
    }
  return value
}

/** What is said of a value, line by line; its picture and its text stand beside them. */
export const flowLines = (summary: Summary, texts: Texts, definitions: Definitions): FlowLine[] => {
  switch (summary.type) {
    case 'text-encoder':
    case 'unet3d':
    case 'vae':
      return [
        { title: texts.inspect.checkpoint, text: optionTitle(definitions, 'checkpoints', summary.checkpoint) },
        { title: texts.inspect.fingerprint, text: summary.fingerprint.slice(0, 12) },
      ]
    case 'conditioning':
      return [
        { title: texts.inspect.shape, text: shapeText(summary.shape) },
        { title: texts.inspect.tokens, text: texts.inspect.of(summary.tokens, summary.limit) },
        ...(summary.lost === '' ? [] : [{ title: texts.inspect.cutOff, text: summary.lost, wrong: true }]),
        ...numberLines(summary.numbers, 4, texts),
      ]
    case 'latent':
      return [
        { title: texts.inspect.shape, text: shapeText(summary.shape) },
        ...(summary.steps > 0
          ? [{ title: texts.inspect.steps, text: texts.inspect.of(summary.step, summary.steps) }]
          : []),
        ...numberLines(summary.numbers, 4, texts),
      ]
    case 'frames':
      return [
        { title: texts.inspect.shape, text: shapeText([summary.count, summary.height, summary.width, 3]) },
        ...numberLines(summary.numbers, 1, texts),
      ]
    case 'schedule':
      return [
        { title: texts.inspect.solver, text: optionTitle(definitions, 'schedulers', summary.kind) },
        { title: texts.inspect.steps, text: String(summary.steps) },
      ]
    case 'clip':
      return [
        {
          title: texts.inspect.size,
          text: `${summary.width} × ${summary.height}, ${texts.amounts.frames(summary.frames)}`,
        },
        { title: texts.inspect.plays, text: texts.inspect.rate(texts.amounts.typed(summary.framesPerSecond)) },
        {
          title: texts.inspect.file,
          text: `${summary.extension.toUpperCase()}, ${texts.amounts.bytes(summary.bytes)}`,
        },
      ]
    case 'number':
      return [{ title: texts.inspect.number, text: texts.amounts.figure(summary.number) }]
    case 'text':
      return []
  }
}
