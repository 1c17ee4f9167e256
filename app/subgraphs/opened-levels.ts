import type { Definitions } from '../../workflow/definition.ts'
import type { Path } from '../../workflow/subgraphs/level.ts'
import type { DocumentParts } from '../canvas/canvas-context.ts'
import type { Editor } from '../state/editor.ts'
import type { Texts } from '../texts/texts.ts'
import { createDocumentParts } from './document-parts.ts'
import { createLevel, type Level } from './level-editor.ts'

/** A level that is looked at, and what is known of its document. */
export interface OpenedLevel extends Level {
  readonly parts: DocumentParts
}

/** The levels that are looked at in open workflows: all who look at one share it. */
export interface OpenedLevels {
  /** The level of a workflow; the same object until another level of that workflow is asked for. */
  at(whole: Editor, path: Path): OpenedLevel
}

/** The levels of workflows on one palette, in one language. A workflow that is closed is let go. */
export const createOpenedLevels = (palette: Definitions, texts: Pick<Texts, 'subgraphs' | 'wires'>): OpenedLevels => {
  const open = new WeakMap<Editor, { readonly path: Path; readonly opened: OpenedLevel }>()
  return {
    at(whole, path) {
      const known = open.get(whole)
      if (known?.path === path) return known.opened
      const level = createLevel(whole, path, palette, texts.subgraphs)
      const opened = { ...level, parts: createDocumentParts(level, texts.wires) }
      open.set(whole, { path, opened })
      return opened
    },
  }
}
