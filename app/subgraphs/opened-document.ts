import type { Definitions } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import type { Readers } from '../../workflow/readers.ts'
import { flatId, levelOf, type Path } from '../../workflow/subgraphs/level.ts'
import { createLiveFlatten } from '../../workflow/subgraphs/live-flatten.ts'
import { portEnds } from '../../workflow/subgraphs/port-inputs.ts'
import { subgraphOfNode } from '../../workflow/subgraphs/subgraph.ts'
import { createLinkIndex, readersAmong, rememberLast } from '../canvas/link-index.ts'
import type { Editor } from '../state/editor.ts'

/** The document around a level, with all its subgraphs opened: what a node inside reads and reaches is outside as well. */
export interface OpenedDocument {
  workflow(): Workflow
  readers(workflow: Workflow): Readers
  /** The node there that a node of the level is or, of the field of an instance, those inside that the field is of. */
  placesOf(id: NodeId, input?: string): readonly NodeId[]
}

/**
 * The opened document of a level, computed once for each document; after an edit only as far as that reaches.
 * @param editor the editor of the level, @param readers its links, which are those of a document without subgraphs
 */
export const createOpenedDocument = (
  editor: Editor,
  definitions: Definitions,
  readers: (workflow: Workflow) => Readers,
): OpenedDocument => {
  const whole = editor.whole ?? editor
  const opened = createLiveFlatten(definitions)
  const links = createLinkIndex()
  const byReader = rememberLast(readersAmong)
  const flat = () => opened(whole.workflow())
  const placesOn = (path: Path, id: NodeId, input: string | undefined): NodeId[] => {
    const place = flatId(path, id)
    if (nodeOf(flat(), place)) return [place]
    const inside = [...path, id]
    const subgraph = subgraphOfNode(whole.workflow(), nodeOf(levelOf(whole.workflow(), path), id))
    if (!subgraph || input === undefined) return []
    return portEnds(levelOf(whole.workflow(), inside), definitions, input).flatMap((end) =>
      placesOn(inside, end.node, end.name),
    )
  }
  return {
    workflow: flat,
    readers: (workflow) => (workflow === editor.workflow() ? readers(workflow) : byReader(links(workflow))),
    placesOf: (id, input) => placesOn(editor.path ?? [], id, input),
  }
}
