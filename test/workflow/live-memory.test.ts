import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLinkIndex } from '../../app/canvas/link-index.ts'
import { emptyWorkflow, type Workflow } from '../../workflow/document.ts'
import { changedNodes, createLiveEffective } from '../../workflow/live-effective.ts'
import { createLiveProblems } from '../../workflow/live-problems.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { createLiveFlatten } from '../../workflow/subgraphs/live-flatten.ts'
import { palette } from '../fakes/palette.ts'
import { gesture } from './arbitrary.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What looks at one document after the other; each may remember the last few, and no more. */
const followers: Record<string, () => (workflow: Workflow, before: Workflow) => unknown> = {
  changedNodes: () => (workflow, before) => changedNodes(before.nodes, workflow.nodes),
  createLiveProblems: () => {
    const problems = createLiveProblems(palette, createLiveEffective(palette))
    return (workflow) => problems(workflow, ruleTexts)
  },
  createLiveFlatten: () => createLiveFlatten(palette),
  createLinkIndex,
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
  // What was looked at in this turn lives until its end.
  await setImmediate()
  collect()
  await setImmediate()
  collect()
  const alive = lives.filter((each) => each.deref() !== undefined).length
  expect(alive).toBeGreaterThan(0)
  expect(alive).toBeLessThanOrEqual(remembered)
  // Both are held to here: what the follower knows of the last document is still known.
  expect(follow(workflow, workflow)).toBeDefined()
})
