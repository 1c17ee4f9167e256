import { markNodes } from '../../workflow/card-edits.ts'
import type { Definitions } from '../../workflow/definition.ts'
import { linksOf, type NodeId, newNodeId, nodeOf } from '../../workflow/document.ts'
import { moveNodes } from '../../workflow/edits.ts'
import { modeOf, type NodeMode } from '../../workflow/modes.ts'
import type { LibraryItem } from '../../workflow/subgraphs/library.ts'
import type { Tint } from '../../workflow/tints.ts'
import { removeKeepingWires, wiresWithout } from '../../workflow/wire-edits.ts'
import type { Editor } from '../state/editor.ts'
import { createSubgraphActions } from '../subgraphs/subgraph-actions.ts'
import type { Texts } from '../texts/texts.ts'
import {
  type Alignment,
  aligned,
  alignments,
  type Distribution,
  distributed,
  distributions,
  type Places,
} from './arrange.ts'
import { editedNodes } from './edit-names.ts'
import { frameOfCards, keepFramesAround } from './frame-rects.ts'
import { socketAt } from './geometry.ts'
import { addFrameWithin, frameAroundNodes } from './nested-frames.ts'
import type { Point, Rect } from './rects.ts'
import type { Scene } from './scene.ts'
import type { Snap } from './snap.ts'
import { clearOf } from './tidy.ts'
import { tidyAside } from './tidy-aside.ts'
import { roomBeside } from './tidy-room.ts'

/** What can be done with the selection, each with its line in the table of shortcuts. */
export type CanvasAction =
  | 'mute'
  | 'bypass'
  | 'collapse'
  | 'frame'
  | SubgraphAction
  | 'removeKeeping'
  | 'tidy'
  | 'snap'
  | Alignment
  | Distribution

/** Those that leave the document as it is. */
export const withoutEdit: ReadonlySet<CanvasAction> = new Set(['snap', 'openSubgraph', 'leaveSubgraph', 'saveOwn'])

export type SubgraphAction = 'subgraph' | 'openSubgraph' | 'leaveSubgraph' | 'ungroup' | 'makeUnique' | 'saveOwn'

export interface SelectionActionParts {
  readonly editor: Editor
  readonly definitions: Definitions
  readonly scene: Scene
  readonly snap: Snap
  /** The texts of the chosen language. */
  texts(): Texts['canvas']
  /** The texts of subgraphs, in the chosen language. */
  subgraphTexts(): Texts['subgraphs']
  /** Moves the cards to where an edit has put them, in a short move. */
  glide(ids: Iterable<NodeId>, edit: () => void): void
  /** Shows all cards, in a short move, where one of them is out of the view. */
  showAll(): void
  /** Brings cards into the view, in a short move that is no longer than it must be. */
  bring(ids: readonly NodeId[]): void
  /** Keeps a subgraph among the person's own nodes. */
  keepOwn(item: LibraryItem): void
  /** Where a frame around nothing comes, in the world. */
  pointer(): Point
  /** Gives a node or frame a field to write its name in. */
  name(id: string): void
  /** Gives a subgraph that was just made a field to write its name in, on the card that stands for it. */
  nameMade(instance: NodeId): void
  refuse(reason: string): void
}

/** The place and size of a frame that holds nothing yet. */
const emptyFrame = [480, 320] as const

/** What a person does to selected nodes beside moving and deleting them; each call is one edit. */
export const createSelectionActions = (parts: SelectionActionParts) => {
  const { editor, definitions, scene, snap, texts } = parts
  const selected = () => [...editor.store.getState().selection].filter((id) => nodeOf(editor.workflow(), id))
  const edited = (ids: Iterable<NodeId>) => editedNodes(ids, editor.workflow(), definitions, texts())
  const rects = (ids: Iterable<NodeId>): Map<NodeId, Rect> => {
    const found = new Map<NodeId, Rect>()
    for (const id of ids) {
      const rect = scene.rectOf(id)
      if (rect) found.set(id, rect)
    }
    return found
  }
  const allRects = () => rects(Object.keys(editor.workflow().nodes))

  const setMode = (mode: NodeMode) => {
    const ids = selected()
    if (ids.length === 0) return
    const on = ids.some((id) => modeOf(nodeOf(editor.workflow(), id)!) !== mode)
    editor.commit(modeEdit(texts(), mode, on)(edited(ids)), markNodes(ids, 'mode', on ? mode : undefined))
  }
  /** Puts cards at new places; frames that held them stay around them. */
  const arrange = (label: string, places: Places) => {
    const cards = allRects()
    const moved = [...places].filter(([id, [x, y]]) => {
      const rect = cards.get(id)
      return rect && (Math.round(x) !== rect.x || Math.round(y) !== rect.y)
    })
    if (moved.length === 0) return
    const target = new Map(moved)
    parts.glide(target.keys(), () =>
      editor.commit(label, (workflow) => keepFramesAround(cards, target)(moveNodes(target)(workflow))),
    )
  }
  const tidy = async () => {
    const before = editor.workflow()
    const chosen = selected()
    const links = linksOf(before)
    const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
    // What nothing is linked to has no place in the flow: it stays, or is moved out of the way.
    const ids = chosen.length > 1 ? chosen : linked.size > 0 ? [...linked] : Object.keys(before.nodes)
    const cards = rects(ids)
    const ends = links.flatMap(({ from, output, to, input }) => {
      const [source, target] = [scene.layoutOf(from), scene.layoutOf(to)]
      if (!source || !target) return []
      return [{ from, to, leaves: socketAt(source, 'output', output).y, arrives: socketAt(target, 'input', input).y }]
    })
    const places = await tidyAside({ cards, links: ends, frames: frameOfCards(before, cards) })
    if (editor.workflow() !== before) {
      parts.refuse(texts().changedMeanwhile)
      return
    }
    const others = new Map([...allRects()].filter(([id]) => !cards.has(id)))
    if (chosen.length > 1) {
      arrange(texts().tidyEdit(edited(chosen)), roomBeside([...others.values()], cards, places))
      parts.bring(chosen)
      return
    }
    arrange(texts().tidyAll, new Map([...places, ...clearOf(others, cards, places)]))
    parts.showAll()
  }
  const removeKeeping = (ids: readonly NodeId[]) => {
    if (ids.length === 0) return
    const chosen = new Set(ids)
    const { kept, of } = wiresWithout(editor.workflow(), definitions, chosen)
    const { deleteEdit, deleteKeeping } = texts()
    const label = kept.length === 0 ? deleteEdit(edited(ids)) : deleteKeeping(edited(ids), kept.length, of)
    editor.commit(label, removeKeepingWires(chosen, definitions))
  }
  const frame = () => {
    const ids = selected()
    const id = newNodeId()
    const point = parts.pointer()
    const [chosen, cards] = [new Set(ids), [...allRects()]]
    const around = frameAroundNodes(editor.workflow(), chosen, cards) ?? {
      at: [point.x - emptyFrame[0] / 2, point.y - emptyFrame[1] / 2] as const,
      size: emptyFrame,
    }
    editor.commit(
      ids.length > 0 ? texts().frameEdit(edited(ids)) : texts().addFrame,
      addFrameWithin(id, { title: texts().group, ...around }, chosen, cards),
    )
    parts.name(id)
  }

  const subgraphs = createSubgraphActions({ ...parts, selected, edited, texts: parts.subgraphTexts })

  return {
    act(action: CanvasAction) {
      if (editor.refuse && !withoutEdit.has(action)) return editor.refuse()
      const ids = selected()
      switch (action) {
        case 'mute':
          return setMode('mute')
        case 'bypass':
          return setMode('bypass')
        case 'collapse': {
          const foldable = ids.filter((id) => scene.layoutOf(id)?.shape !== 'relay')
          if (foldable.length === 0) return
          const on = foldable.some((id) => nodeOf(editor.workflow(), id)?.collapsed !== true)
          editor.commit(
            (on ? texts().collapseEdit : texts().unfoldEdit)(edited(foldable)),
            markNodes(foldable, 'collapsed', on ? true : undefined),
          )
          return
        }
        case 'frame':
          return frame()
        case 'removeKeeping':
          return removeKeeping(ids)
        case 'tidy':
          tidy().catch(() => parts.refuse(texts().tidyFailed))
          return
        case 'snap':
          return snap.toggle()
        case 'subgraph':
        case 'openSubgraph':
        case 'leaveSubgraph':
        case 'ungroup':
        case 'makeUnique':
        case 'saveOwn':
          return subgraphs[action]()
      }
      if (alignments.includes(action as Alignment)) {
        if (ids.length > 1) arrange(texts().alignEdit(edited(ids)), aligned(rects(ids), action as Alignment))
      } else if (distributions.includes(action as Distribution) && ids.length > 2)
        arrange(texts().distributeEdit(edited(ids)), distributed(rects(ids), action as Distribution))
    },
    colour(tint: Tint | undefined) {
      const ids = selected()
      if (ids.length > 0)
        editor.commit((tint ? texts().colourEdit : texts().uncolourEdit)(edited(ids)), markNodes(ids, 'colour', tint))
    },
  }
}

export type SelectionActions = ReturnType<typeof createSelectionActions>

const modeEdit = (texts: Texts['canvas'], mode: NodeMode, on: boolean) =>
  mode === 'mute' ? (on ? texts.muteEdit : texts.endMuteEdit) : on ? texts.bypassEdit : texts.endBypassEdit
