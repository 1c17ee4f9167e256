import type { StoreApi } from 'zustand/vanilla'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { noMotion } from '../parts/no-motion.ts'
import type { AppContext } from '../state/app-context.ts'
import { ownDefinitions } from '../subgraphs/own-nodes.ts'
import { createCanvasCommands } from './canvas-commands.ts'
import { createCardFocus } from './card-focus.ts'
import { createClipboard } from './clipboard.ts'
import { createCommands } from './commands.ts'
import { createGlide } from './glide.ts'
import { overView } from './over-view.ts'
import type { PointerPlace } from './pointer-place.ts'
import type { Projection } from './projection.ts'
import type { Point } from './rects.ts'
import type { Scene } from './scene.ts'
import type { SearchRequest } from './search.tsx'
import { createSelectionActions } from './selection-actions.ts'
import type { Snap } from './snap.ts'
import type { Viewport } from './viewport.ts'

export interface EditingParts {
  readonly app: () => AppContext
  readonly root: HTMLElement
  readonly container: HTMLElement
  readonly scene: Scene
  readonly viewport: Viewport
  readonly projection: Projection
  readonly snap: Snap
  readonly place: PointerPlace
  /** The node or frame whose name is being written. */
  readonly naming: StoreApi<string | null>
  /** The card of a subgraph that was just made, while its name is being written. */
  readonly namingMade: StoreApi<NodeId | null>
  /** Opens the search. */
  offer(request: SearchRequest): void
  refuse(message: string): void
}

/** All that a person does to the document without drawing: commands, what is done to the selection, the clipboard, names. */
export const createEditing = (parts: EditingParts) => {
  const { app, root, container, scene, viewport, projection, snap, place, naming, namingMade, offer, refuse } = parts
  const { editor, definitions } = app()
  const texts = () => app().texts().canvas
  const { worldAt, middle } = place
  const edits = createCommands({
    editor,
    definitions,
    scene,
    viewport,
    texts,
    pointer: () => place.now && worldAt(place.now),
    itemOf: (id) => app().own?.itemOf(id),
    ownDefinition: (id) => ownDefinitions(app().own?.store.getState() ?? [], definitions, app().texts().subgraphs)[id],
    refuseOwn: () => refuse(app().texts().subgraphs.inItself),
    refuse,
    overlays: () => overView(viewport),
  })
  const glide = createGlide({
    projection,
    invalidate: () => scene.invalidate(),
    placeOf: (id) => nodeOf(editor.workflow(), id)?.at,
    still: noMotion,
  })
  const actions = createSelectionActions({
    editor,
    definitions,
    scene,
    snap,
    texts,
    subgraphTexts: () => app().texts().subgraphs,
    keepOwn: (item) => void app().own?.save(item),
    glide: glide.run,
    showAll: () => edits.showAll(),
    bring: (ids) => edits.bring(ids),
    pointer: () => worldAt(place.now ?? middle()),
    name: (id) => naming.setState(id, true),
    nameMade: (instance) => cards.focus(instance, undefined, () => namingMade.setState(instance, true)),
    refuse,
  })
  const clipboard = createClipboard({
    root,
    selected: () => edits.selected(),
    removeSelected: () => edits.removeSelected(texts().cutEdit),
    insert: (fragment, keep) => edits.insert(fragment, keep),
    refuse(reason) {
      if (editor.refuse) editor.refuse()
      else refuse(reason ?? texts().clipboardEmpty)
    },
    texts: () => ({ ...app().texts().file, ...texts().clipboardFile }),
  })
  const cards = createCardFocus({ root, container, editor, scene, viewport })
  const openSearch = (at?: Point) => offer({ at: at ?? { x: middle().x - 170, y: middle().y - 160 } })
  const commands = createCanvasCommands({
    definitions,
    edits,
    actions,
    clipboard,
    cards,
    viewport,
    pointer: place,
    openSearch,
    placed: (definition) => app().marks.placed(definition),
  })
  return {
    edits,
    glide,
    clipboard,
    cards,
    commands,
    openSearch,
    /** Lets a person write the name of a node on its card, which must be on the page and be read for that. */
    rename: (id: NodeId) => cards.focus(id, undefined, () => naming.setState(id, true)),
    destroy() {
      glide.end()
      cards.destroy()
      clipboard.destroy()
    },
  }
}

export type Editing = ReturnType<typeof createEditing>
