import { type Definitions, definitionOf } from '../../workflow/definition.ts'
import { type NodeId, nodeOf, type Workflow } from '../../workflow/document.ts'
import { withSources } from '../../workflow/plan.ts'
import { titleOf } from '../../workflow/rules.ts'
import { findNode, listed } from './find-node.ts'
import { UsageError } from './usage-error.ts'

/**
 * The node whose clip is wanted: the one that is named, or the only one that makes a clip.
 * @throws UsageError where there is none, or several and none is named
 */
export const chooseExport = (workflow: Workflow, definitions: Definitions, name: string | undefined): NodeId => {
  const makesClip = (id: NodeId): boolean => {
    const definition = definitionOf(definitions, nodeOf(workflow, id)?.node ?? '')
    return Object.values(definition?.outputs ?? {}).some((output) => output.type === 'clip')
  }
  if (name !== undefined) {
    const id = findNode(workflow, definitions, name)
    if (makesClip(id)) return id
    const node = nodeOf(workflow, id)
    throw new UsageError(`${node ? titleOf(definitions, node) : id} makes no clip. Name an Export with --from.`)
  }
  const found = Object.keys(workflow.nodes).filter(makesClip)
  const [only] = found
  if (only === undefined)
    throw new UsageError('No node of this workflow makes a clip. Add an Export, connect it and save.')
  if (found.length > 1)
    throw new UsageError(
      `This workflow makes ${found.length} clips. Choose one with --from:\n${listed(workflow, definitions, found)}`,
    )
  return only
}

/** The workflow with only what this node needs: nothing else is computed. */
export const onlyFor = (workflow: Workflow, id: NodeId): Workflow => {
  const needed = withSources(workflow, [id])
  return { ...workflow, nodes: Object.fromEntries(Object.entries(workflow.nodes).filter(([each]) => needed.has(each))) }
}
