import type { Changes } from '../../workflow/changes.ts'
import type { Definitions } from '../../workflow/definition.ts'
import type { SubgraphId, Workflow } from '../../workflow/document.ts'
import { definitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { levelOf, type Path, pathTo } from '../../workflow/subgraphs/level.ts'
import { changedSubgraphs, levelChanges } from '../../workflow/subgraphs/level-changes.ts'
import { subgraphOf } from '../../workflow/subgraphs/subgraph.ts'
import type { Texts } from '../texts/texts.ts'
import { type ChangeLine, changeLines, type HistoryTexts } from './change-words.ts'

type LevelTexts = HistoryTexts & Pick<Texts, 'subgraphs'>

/** A change in words, and the level on which it is seen. */
export interface LevelLine extends ChangeLine {
  readonly path: Path
}

/** Every change between two documents in words: those of the document itself, then those in each of its subgraphs. */
export const allChangeLines = (
  { before, after, changes }: { readonly before: Workflow; readonly after: Workflow; readonly changes: Changes },
  union: Workflow,
  palette: Definitions,
  texts: LevelTexts,
): LevelLine[] => {
  const inner = new Map<SubgraphId, LevelLine[]>()
  for (const id of changedSubgraphs(before, after, union)) {
    const path = pathTo(union, id)
    const lines = path ? linesIn(before, after, union, path, id, palette, texts) : []
    if (lines.length > 0) inner.set(id, lines)
  }
  // What is told in detail is not told once more as a whole.
  const parts = changes.parts.filter(({ part, id }) => part !== 'subgraphs' || id === undefined || !inner.has(id))
  const own = changeLines({ ...changes, parts }, union, definitionsIn(palette, union, texts.subgraphs), texts)
  return [...own.map((line) => ({ ...line, path: [] })), ...[...inner.values()].flat()]
}

const linesIn = (
  before: Workflow,
  after: Workflow,
  union: Workflow,
  path: Path,
  id: SubgraphId,
  palette: Definitions,
  texts: LevelTexts,
): LevelLine[] => {
  const { changes } = levelChanges(before, after, union, path)
  const title = subgraphOf(union, id)?.title || id
  return changeLines(changes, levelOf(union, path), definitionsIn(palette, union, texts.subgraphs, id), texts).map(
    (line) => ({
      ...line,
      words: texts.history.inside(title, line.words),
      path,
    }),
  )
}
