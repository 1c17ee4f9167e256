import type { Definitions } from '../../workflow/definition.ts'
import type { Workflow } from '../../workflow/document.ts'
import { createDefinitionsIn } from '../../workflow/subgraphs/definitions-in.ts'
import { inLevel, levelOf, type Path, subgraphAt } from '../../workflow/subgraphs/level.ts'
import type { SubgraphTexts } from '../../workflow/subgraphs/subgraph-texts.ts'
import type { Editor, EditorState } from '../state/editor.ts'
import { liveDefinitions } from './live-definitions.ts'

/** One level of an open workflow as the canvas and the outline edit it, with the nodes that are known there. */
export interface Level {
  readonly editor: Editor
  readonly definitions: Definitions
}

/**
 * A level of a workflow as an editor of its own: its document is that level, and its edits are edits of the whole document,
 * in the same history.
 * @param texts what the nodes of its subgraphs say of themselves
 */
export const createLevel = (whole: Editor, path: Path, palette: Definitions, texts: SubgraphTexts): Level => {
  const definitionsIn = createDefinitionsIn(palette, texts)
  const live = liveDefinitions()
  const { definitions } = live
  let defined: Workflow | undefined
  /** Whoever asks for the document finds the definitions to go with it. */
  const shown = () => {
    const workflow = whole.workflow()
    if (workflow !== defined) {
      defined = workflow
      live.show(definitionsIn(workflow, subgraphAt(workflow, path)))
    }
    return levelState(whole.store.getState())
  }
  let last: readonly (readonly [whole: EditorState, level: EditorState])[] = []
  const levelState = (state: EditorState): EditorState => {
    if (path.length === 0) return state
    const known = last.find(([each]) => each === state)
    if (known) return known[1]
    const before = last.at(-1)
    const same = before?.[0].history.present === state.history.present ? before[1].history.present : undefined
    const present = same ?? levelOf(state.history.present, path)
    const level = { ...state, history: { ...state.history, present } }
    last = [...last.slice(-1), [state, level]]
    return level
  }
  const store: Editor['store'] = {
    ...whole.store,
    getState: shown,
    getInitialState: () => levelState(whole.store.getInitialState()),
    subscribe: (listen) =>
      whole.store.subscribe((state, before) => {
        shown()
        listen(levelState(state), levelState(before))
      }),
  }
  shown()
  return {
    definitions,
    editor: {
      ...whole,
      path,
      whole,
      store,
      workflow: () => store.getState().history.present,
      commit: (label, edit, gesture) =>
        whole.commit(
          label,
          inLevel(path, definitions, edit),
          gesture === undefined ? undefined : [...path, gesture].join(' '),
        ),
    },
  }
}
