'use client'
import { differencesOf } from '../../workflow/compare.ts'
import { type NodeId, newNodeId, nodeOf, readWorkflow } from '../../workflow/document.ts'
import { moveNodes, setValue } from '../../workflow/edits.ts'
import { forkRefusal, forkSteps } from '../../workflow/fork.ts'
import { titleOf } from '../../workflow/rules.ts'
import { flatId } from '../../workflow/subgraphs/level.ts'
import type { PreviewHeader } from '../../workflow/wire.ts'
import { useStudio } from '../shell/studio.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import { forkPlace } from './fork-place.ts'
import { madeFrom } from './made-from.ts'
import type { Chain } from './step-nodes.ts'

/**
 * A function that divides the node of a chain that took a step after that that was looked at, and selects the second part:
 * one edit. It says why where that cannot be; also where the graph is another than the one that made the step, since its
 * first part would then give another picture.
 */
export const useFork = (chain: Chain): ((header: PreviewHeader) => Promise<void>) => {
  const texts = useTexts()
  const { editor, definitions, canvas, tell } = useApp()
  const { api } = useStudio()
  const words = texts.timeline
  return async (header) => {
    if (editor.refuse) return editor.refuse()
    const refuse = (reason: string) => tell(reason, 'refused')
    const choose = (second: NodeId, step: number) => {
      editor.select([second])
      canvas.current?.show([second])
      tell(words.forked(step), 'done')
    }
    const id = chain.find((each) => flatId(editor.path ?? [], each) === header.node)
    if (id === undefined) return refuse(words.refusals.inside)
    const refusal = forkRefusal(editor.workflow(), definitions, id, header)
    const next = refusal === 'last' ? chain[chain.indexOf(id) + 1] : undefined
    if (next !== undefined) return choose(next, header.step)
    if (refusal) return refuse(words.refusals[refusal])
    try {
      const made = readWorkflow(await api.jobDocument(header.job), texts.file)
      const [then, now] = [made, (editor.whole ?? editor).workflow()].map((each) =>
        // Where the node stops changes no step before.
        setValue(header.node, 'to', -1)(madeFrom(each, definitions, header.node)),
      )
      if (differencesOf(then!, now!, definitions, texts.values).length > 0) return refuse(words.refusals.changed)
    } catch (error) {
      return refuse((error as Error).message)
    }
    const workflow = editor.workflow()
    const node = nodeOf(workflow, id)
    if (!node) return
    const { at, moved } = forkPlace(workflow, definitions, id)
    const fresh = newNodeId()
    const fork = forkSteps(definitions, id, { step: header.step, steps: header.steps, fresh, at })
    editor.commit(words.forkEdit(titleOf(definitions, node), header.step), (before) => fork(moveNodes(moved)(before)))
    choose(fresh, header.step)
  }
}
