import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf } from '../../workflow/document.ts'
import { titleOf } from '../../workflow/rules.ts'
import { type LibraryItem, libraryItemOf, makeUnique } from '../../workflow/subgraphs/library.ts'
import { makeSubgraph } from '../../workflow/subgraphs/make.ts'
import { countInstances, freeName, subgraphIdOf, subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import { ungroup } from '../../workflow/subgraphs/ungroup.ts'
import { framesOfOnly } from '../canvas/frame-rects.ts'
import { cardRects, type Scene } from '../canvas/scene.ts'
import type { SubgraphAction } from '../canvas/selection-actions.ts'
import type { Editor } from '../state/editor.ts'
import type { Texts } from '../texts/texts.ts'
import { instancePlace } from './instance-place.ts'

export interface SubgraphActionParts {
  readonly editor: Editor
  readonly definitions: Definitions
  readonly scene: Pick<Scene, 'layoutOf' | 'rectOf'>
  texts(): Texts['subgraphs']
  selected(): readonly NodeId[]
  /** The name of nodes in the name of an edit. */
  edited(ids: Iterable<NodeId>): string
  /** Lets a person write the name of a subgraph that was just made, on the card that stands for it. */
  nameMade(instance: NodeId): void
  refuse(reason: string): void
  /** Keeps a subgraph among the person's own nodes. */
  keepOwn(item: LibraryItem): void
}

/** The gesture that makes a subgraph and gives it a name: both are one entry of the undo menu. */
export const makingOf = (instance: NodeId): string => `make ${instance}`

/** What a person does with subgraphs; each call is one edit or a change of the level that is open. */
export const createSubgraphActions = (parts: SubgraphActionParts): Readonly<Record<SubgraphAction, () => void>> => {
  const { editor, definitions, scene, texts, selected, edited, nameMade, refuse, keepOwn } = parts
  const path = editor.path ?? []
  /** The one instance that is selected; where there is none, that is said. */
  const instance = () => {
    const ids = selected().filter((id) => subgraphOfNode(editor.workflow(), nodeOf(editor.workflow(), id)))
    const [id] = ids
    if (id === undefined || ids.length > 1) {
      refuse(texts().selectOne)
      return undefined
    }
    return { id, title: titleOf(definitions, nodeOf(editor.workflow(), id)!) }
  }
  return {
    subgraph() {
      const ids = selected()
      const taken = new Set(Object.values(editor.workflow().subgraphs ?? {}).map((each) => each.title))
      const title = freeName(`${texts().title} `, (each) =>
        each.endsWith(' ') ? taken.has(each.trim()) : taken.has(each),
      ).trim()
      const wishes = {
        title,
        texts: texts(),
        widthOf: (id: NodeId) => scene.layoutOf(id)?.width ?? 240,
        frames: framesOfOnly(editor.workflow(), new Set(ids), cardRects(scene, editor.workflow())),
      }
      const tried = makeSubgraph(editor.workflow(), definitions, ids, wishes)
      if ('refusal' in tried) return refuse(tried.refusal)
      const at = instancePlace(editor.workflow(), tried.edit(editor.workflow()), tried.instance, definitions)
      const made = at ? makeSubgraph(editor.workflow(), definitions, ids, { ...wishes, at }) : tried
      if ('refusal' in made) return refuse(made.refusal)
      editor.commit(texts().makeEdit(edited(ids)), made.edit, makingOf(made.instance))
      editor.select([made.instance])
      nameMade(made.instance)
    },
    openSubgraph() {
      const found = instance()
      if (found) editor.open([...path, found.id])
    },
    leaveSubgraph() {
      if (path.length > 0) editor.open(path.slice(0, -1), path.slice(-1))
    },
    ungroup() {
      const found = instance()
      if (!found) return
      const opened = ungroup(editor.workflow(), definitions, found.id, texts())
      if ('refusal' in opened) return refuse(opened.refusal)
      editor.commit(texts().ungroupEdit(found.title), opened.edit)
      editor.select(opened.ids)
    },
    makeUnique() {
      const found = instance()
      const node = found && nodeOf(editor.workflow(), found.id)
      if (!found || !node) return
      const id = subgraphIdOf(node.node)!
      if (countInstances(editor.workflow(), id) < 2 && path.length === 0) return refuse(texts().alone)
      editor.commit(texts().uniqueEdit(found.title), makeUnique(found.id))
    },
    saveOwn() {
      const found = instance()
      const node = found && nodeOf(editor.workflow(), found.id)
      const item = node && libraryItemOf(editor.workflow(), subgraphIdOf(node.node)!)
      if (!item) return
      // What a person called the card is what they look for.
      const main = { ...item.subgraphs[item.main]!, title: node.title || item.subgraphs[item.main]!.title }
      keepOwn({ ...item, subgraphs: { ...item.subgraphs, [item.main]: main } })
    },
  }
}
