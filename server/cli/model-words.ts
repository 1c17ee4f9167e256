import { sizeText } from '../../workflow/size-text.ts'
import type { CheckpointInfo, CheckpointTerms } from '../../workflow/wire.ts'

/** What variants are called: the files without one are "default". */
const variantsText = (variants: readonly string[]): string =>
  variants.map((variant) => (variant === '' ? 'default' : variant)).join(', ')

/** Checkpoints as a table: name, class, size, licence, weights; under a line whatever is wrong with it. */
export const checkpointTable = (checkpoints: readonly CheckpointInfo[]): string => {
  const head = ['NAME', 'CLASS', 'SIZE', 'LICENCE', 'WEIGHTS']
  const rows = checkpoints.map((each) => [
    each.name,
    each.class || '–',
    sizeText(each.bytes),
    each.licence,
    variantsText(each.variants) || '–',
  ])
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const lines = checkpoints.flatMap(({ problem }, index) => [
    line(rows[index] ?? []),
    ...(problem === undefined ? [] : [`  cannot be used: ${problem}`]),
  ])
  return `${[line(head), ...lines].join('\n')}\n`
}

/** The terms of a checkpoint for a terminal. */
export const termsText = (name: string, { licence, nonCommercial, link, limits }: CheckpointTerms): string =>
  [
    `${name}`,
    `Licence: ${licence}${nonCommercial ? ' (no commercial use)' : ''}${link === undefined ? '' : `  ${link}`}`,
    '',
    limits === '' ? 'Its card has no part about limits or forbidden uses.' : limits,
    '',
  ].join('\n')
