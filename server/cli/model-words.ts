import type { CheckpointInfo, CheckpointTerms } from '../../workflow/wire.ts'

/** Bytes in words, in powers of 1000, as the editor has them: "7.1 GB". */
export const sizeText = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const unit = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** unit
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** What variants are called: the files without one are "default". */
export const variantsText = (variants: readonly string[]): string =>
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
