import type { Definitions } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf, type PlacedLink, type Workflow } from '../../workflow/document.ts'
import { framesOf } from '../../workflow/frames.ts'
import { modeOf, nodeModes } from '../../workflow/modes.ts'
import { changedNodes } from '../../workflow/node-records.ts'
import type { announce as english } from '../texts/en/announce.ts'
import { socketTitle } from './connect-choices.ts'
import { fullName } from './node-names.ts'

const linksInto = (workflow: Workflow, to: NodeId): PlacedLink[] =>
  Object.entries(nodeOf(workflow, to)?.inputs ?? {}).flatMap(([input, filled]) =>
    isLink(filled) ? [{ from: filled.from, output: filled.output, to, input }] : [],
  )

const hasLink = (workflow: Workflow, { from, output, to, input }: PlacedLink): boolean => {
  const node = nodeOf(workflow, to)
  const filled = node && inputOf(node, input)
  return isLink(filled) && filled.from === from && filled.output === output
}

const listed = (names: readonly string[], one: string, texts: typeof english): string =>
  `${names.length === 1 ? names[0] : texts.nodes(names.length)} ${one}`

/**
 * What changed between two documents, in a sentence to be read out: nodes and frames added and removed, links made and
 * taken away, nodes left out of runs.
 * Empty where nothing of that changed: a field says by itself what is written into it.
 */
export const describeChange = (
  before: Workflow,
  after: Workflow,
  definitions: Definitions,
  texts: typeof english,
): string => {
  if (before.nodes === after.nodes && before.frames === after.frames) return ''
  const differing = changedNodes(before.nodes, after.nodes)
  const added = differing.filter((id) => !nodeOf(before, id))
  const removed = differing.filter((id) => !nodeOf(after, id))
  const parts: string[] = []
  if (added.length > 0)
    parts.push(
      listed(
        added.map((id) => fullName(definitions, after.nodes[id]!)),
        texts.states.added,
        texts,
      ),
    )
  if (removed.length > 0)
    parts.push(
      listed(
        removed.map((id) => fullName(definitions, before.nodes[id]!)),
        texts.states.removed,
        texts,
      ),
    )
  const changed = differing.filter((id) => nodeOf(after, id))
  const made = changed.flatMap((id) => linksInto(after, id).filter((link) => !hasLink(before, link)))
  // The links of a node that went are no news.
  const gone = changed
    .flatMap((id) => linksInto(before, id).filter((link) => !hasLink(after, link)))
    .filter(({ from }) => nodeOf(after, from))
  const [first] = made
  const [lost] = gone
  if (first)
    parts.push(
      made.length === 1 ? texts.connected(linkWords(after, definitions, first, texts)) : texts.linksMade(made.length),
    )
  else if (lost)
    parts.push(
      gone.length === 1
        ? texts.disconnected(linkWords(before, definitions, lost, texts))
        : texts.linksRemoved(gone.length),
    )
  for (const mode of [...nodeModes, undefined]) {
    const turned = changed.filter((id) => {
      const was = nodeOf(before, id)
      return was && modeOf(was) !== modeOf(after.nodes[id]!) && modeOf(after.nodes[id]!) === mode
    })
    if (turned.length > 0)
      parts.push(
        listed(
          turned.map((id) => fullName(definitions, after.nodes[id]!)),
          texts.states[mode ?? 'again'],
          texts,
        ),
      )
  }
  const frames = framesOf(after).length - framesOf(before).length
  if (frames !== 0)
    parts.push(`${texts.frames(Math.abs(frames))} ${frames > 0 ? texts.states.added : texts.states.removed}`)
  return parts.join(', ')
}

const linkWords = (
  workflow: Workflow,
  definitions: Definitions,
  { from, output, to, input }: PlacedLink,
  texts: typeof english,
): string => {
  const name = (id: string) => {
    const node = nodeOf(workflow, id)
    return node ? fullName(definitions, node) : texts.missing
  }
  const source = socketTitle(workflow, definitions, { node: from, side: 'output', name: output })
  const target = socketTitle(workflow, definitions, { node: to, side: 'input', name: input })
  return texts.link(name(from), source, name(to), target)
}
