import { nodeOf, type Workflow } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import type { ExampleText } from '../texts/example-texts.ts'

/** An example as a language says it: its name, what it is about, its notes and the titles that its nodes have. All else stays. */
export const translatedExample = (workflow: Workflow, { name, about, titles = {}, notes }: ExampleText): Workflow => {
  const titled = Object.entries(titles).reduce((each, [id, title]) => withTitle(each, id, title), workflow)
  const noted = Object.entries(notes).reduce(
    (each, [id, text]) => (nodeOf(each, id)?.node === 'note' ? setValue(id, 'text', text)(each) : each),
    titled,
  )
  // What it is about is a key that a workflow keeps without knowing it.
  return { ...noted, name, ...{ about } }
}

/** Only a node that was given a title gets another one. */
const withTitle = (workflow: Workflow, id: string, title: string): Workflow => {
  const node = nodeOf(workflow, id)
  return node?.title === undefined ? workflow : { ...workflow, nodes: { ...workflow.nodes, [id]: { ...node, title } } }
}
