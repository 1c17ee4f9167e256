import type { Definitions } from '../../workflow/definition.ts'
import { workflowOf } from '../../workflow/edits.ts'
import type { CanvasCommands } from '../state/app-context.ts'
import type { CardFocus } from './card-focus.ts'
import type { CanvasClipboard } from './clipboard.ts'
import type { CanvasEdits } from './commands.ts'
import type { PointerPlace } from './pointer-place.ts'
import type { SelectionActions } from './selection-actions.ts'
import type { Viewport } from './viewport.ts'

interface CanvasCommandParts {
  readonly definitions: Definitions
  readonly edits: CanvasEdits
  readonly actions: SelectionActions
  readonly clipboard: CanvasClipboard
  readonly cards: CardFocus
  readonly viewport: Viewport
  readonly pointer: PointerPlace
  readonly openSearch: CanvasCommands['openSearch']
  /** Takes note of a node that was placed from the palette. */
  placed(definition: string): void
}

/** What the canvas can be told to do from outside of it. */
export const createCanvasCommands = (parts: CanvasCommandParts): CanvasCommands => {
  const { definitions, edits, actions, clipboard, cards, viewport, pointer, openSearch, placed } = parts
  const zoomBy = (factor: number) => {
    const { width, height } = viewport.size()
    viewport.zoomAbout({ x: width / 2, y: height / 2 }, factor)
  }
  return {
    fit: (ids) => edits.fit(ids, true),
    show: (ids) => edits.show(ids),
    bring: (ids) => edits.bring(ids),
    zoomBy,
    zoomTo: (zoom) => zoomBy(zoom / viewport.now.k),
    openSearch,
    place(definition, at) {
      edits.placeById(definition, at && pointer.worldAt(at))
      placed(definition)
    },
    copy: clipboard.copy,
    cut: clipboard.cut,
    paste: clipboard.paste,
    selected(name) {
      const fragment = edits.selected()
      return fragment && workflowOf(fragment, name, definitions)
    },
    insert: (workflow, at) =>
      edits.insert({ ...workflow, format: 'reelgraph-fragment' }, false, at && pointer.worldAt(at)),
    duplicate: () => edits.duplicate(),
    removeSelected: () => edits.removeSelected(),
    selectAll: () => edits.selectAll(),
    act: actions.act,
    colour: actions.colour,
    focus: (id, socket) => cards.focus(id, socket),
  }
}
