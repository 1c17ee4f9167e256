import { quantile, table } from '../table.ts'
import { type Cell, type Measure, measures } from './measure.ts'

/** All cells of one contestant on one graph in one view, the rounds together. */
export interface Row {
  readonly nodes: number
  readonly view: 'near' | 'whole'
  readonly contestant: string
  readonly cells: Readonly<Record<Measure, Cell>>
}

const single: ReadonlySet<Measure> = new Set(['open', 'interactive', 'undo'])
const ours = 'Reelgraph'

/** What a person feels of a cell: of gestures and keys the 95th percentile, of the others the median. */
export const felt = (name: Measure, cell: Cell): number | undefined =>
  'trouble' in cell ? undefined : quantile(cell, single.has(name) ? 0.5 : 0.95)

const text = (name: Measure, cell: Cell): string => {
  if ('trouble' in cell) return cell.trouble
  if (single.has(name)) return quantile(cell, 0.5).toFixed(0)
  return [quantile(cell, 0.5), quantile(cell, 0.95), Math.max(...cell)].map((each) => each.toFixed(0)).join('/')
}

/** The table, and the cells in which we were slower than xyflow by more than what repeats within. */
export const reportOf = (rows: readonly Row[]): string => {
  const titles = ['open', 'interactive', 'pan', 'zoom', 'drag', 'drag 100', 'undo', 'type']
  return [
    'Our canvas in the built product and the same graph in @xyflow/react, side by side, in milliseconds.',
    'pan, zoom, drag: time between frames, p50/p95/worst; type: key to screen, p50/p95/worst; undo: key to screen, median of five; the others once (median of rounds).',
    '',
    table([
      ['nodes', 'view', 'canvas', ...titles],
      ...rows.map(({ nodes, view, contestant, cells }) => [
        String(nodes),
        view,
        contestant,
        ...measures.map((name) => text(name, cells[name])),
      ]),
    ]),
    '',
    ...slowerCells(rows),
  ].join('\n')
}

/** Two frames of a screen at 60 Hz rounded, or a tenth: less than that repeats by chance. */
const tolerance = (ms: number) => Math.max(2, ms * 0.1)

const slowerCells = (rows: readonly Row[]): string[] => {
  const found: string[] = []
  let compared = 0
  for (const row of rows.filter(({ contestant }) => contestant.startsWith(ours))) {
    const live = row.contestant.includes('live')
    const rivals = rows.filter(
      ({ nodes, view, contestant }) =>
        nodes === row.nodes &&
        view === row.view &&
        !contestant.startsWith(ours) &&
        contestant.includes('live') === live,
    )
    for (const name of measures) {
      const mine = felt(name, row.cells[name])
      const best = Math.min(...rivals.map(({ cells }) => felt(name, cells[name]) ?? Number.POSITIVE_INFINITY))
      if (Number.isFinite(best)) compared++
      if (mine === undefined ? Number.isFinite(best) : mine > best + tolerance(best))
        found.push(
          `  ${row.nodes} ${row.view}, ${row.contestant}, ${name}: ${mine?.toFixed(0) ?? 'none'} against ${best.toFixed(0)}`,
        )
    }
  }
  if (compared === 0) return ['Nothing to compare: xyflow was not measured.']
  return found.length === 0
    ? ['No cell is slower than the better xyflow.']
    : ['Slower than the better xyflow:', ...found]
}
