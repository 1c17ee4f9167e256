import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLinkIndex } from '../../app/canvas/link-index.ts'
import type { Editor } from '../../app/state/editor.ts'
import { createDocumentParts } from '../../app/subgraphs/document-parts.ts'
import { emptyWorkflow, type Workflow } from '../../workflow/document.ts'
import { createLiveEffective } from '../../workflow/live-effective.ts'
import { createLiveProblems } from '../../workflow/live-problems.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { createLiveFlatten } from '../../workflow/subgraphs/live-flatten.ts'
import { collectGarbage } from '../fakes/collect-garbage.ts'
import { palette } from '../fakes/palette.ts'
import { gesture } from './arbitrary.ts'

/** What looks at one document after the other; each may remember the last few, and no more. */
const followers: Record<string, () => (workflow: Workflow, before: Workflow) => unknown> = {
  changedNodes: () => (workflow, before) => changedNodes(before.nodes, workflow.nodes),
  createLiveProblems: () => {
    const problems = createLiveProblems(palette, createLiveEffective(palette))
    return (workflow) => problems(workflow, ruleTexts)
  },
  createLiveFlatten: () => createLiveFlatten(palette),
  createLinkIndex,
  createDocumentParts: () => {
    let now = emptyWorkflow('x')
    // An editor would keep what was before, to undo it.
    const editor = { workflow: () => now } as Editor
    const parts = createDocumentParts({ editor, definitions: palette }, ruleTexts)
    return (workflow) => {
      now = workflow
      return [parts.problems(now), parts.silent(now), parts.readers(now), parts.opened.readers(parts.opened.workflow())]
    }
  },
}

const gestures = 600
/** How many documents may be remembered: the last, the one before, and what each became on its way. */
const remembered = 4

/** Makes edits with nobody but the follower to hold what was before. @returns the last document, and a sign of life of each */
const play = (follow: (workflow: Workflow, before: Workflow) => unknown) => {
  const seed = Number(process.env.LAW_SEED ?? 1)
  const steps = fc.sample(gesture(palette), { numRuns: gestures, seed })
  let workflow: Workflow = emptyWorkflow('x')
  const lives: WeakRef<object>[] = []
  for (const step of steps) {
    const before = workflow
    workflow = step(before)(before)
    if (workflow.nodes === before.nodes) continue
    follow(workflow, before)
    lives.push(new WeakRef(workflow.nodes))
  }
  return { workflow, lives }
}

test.each(Object.entries(followers))('%s holds no document that everybody else let go', async (_, create) => {
  const follow = create()
  const { workflow, lives } = play(follow)
  expect(lives.length).toBeGreaterThan(gestures / 10)
  await collectGarbage()
  const alive = lives.filter((each) => each.deref() !== undefined).length
  expect(alive).toBeGreaterThan(0)
  expect(alive).toBeLessThanOrEqual(remembered)
  // Both are held to here: what the follower knows of the last document is still known.
  expect(follow(workflow, workflow)).toBeDefined()
})
