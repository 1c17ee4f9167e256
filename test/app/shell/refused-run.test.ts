import { expect, test } from 'vitest'
import { refusedRun } from '../../../app/shell/refused-run.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { loadCatalogue } from '../../../server/catalogue.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import { addNode, placedNode, setValue } from '../../../workflow/edits.ts'
import { ruleTexts } from '../../../workflow/rule-texts.ts'
import { problemsOf } from '../../../workflow/rules.ts'

test('a refused run names the node, and what the rules say of it in the language that is chosen', async () => {
  const definitions = await (await loadCatalogue()).definitions({ list: async () => [] })
  const placed = addNode('s', placedNode(definitions.scheduler!, [0, 0]))(emptyWorkflow('x'))
  const workflow = setValue('s', 'steps', 0.5)(placed)
  const problems = problemsOf(workflow, definitions, ruleTexts)
  const answer = { error: 'Scheduler: it is refused.', problems }
  expect(problems).toHaveLength(1)
  const english = refusedRun(answer, workflow, definitions, en)
  expect(english).toEqual({ message: `Scheduler: ${problems[0]!.message}`, nodes: ['s'] })
  expect(refusedRun(answer, workflow, definitions, de).message).toBe(
    `Scheduler: ${problemsOf(workflow, definitions, de.wires)[0]!.message}`,
  )
  // What no rule says here, the server said.
  const other = { error: '', problems: [{ node: 's', message: 'the disk is full' }] }
  expect(refusedRun(other, workflow, definitions, de).message).toBe('Scheduler: Der Server meldet: the disk is full')
  expect(refusedRun({ error: 'No node can run.' }, workflow, definitions, en).message).toBe('No node can run.')
})
