import type { Scheduler } from '../diffusion/scheduler.ts'
import type { AnyNode } from '../nodes/contract/define.ts'
import type { Definition, Definitions, Input, Option } from '../workflow/definition.ts'
import type { CheckpointInfo } from '../workflow/wire.ts'
import type { Checkpoints } from './checkpoint/checkpoint.ts'
import { loadFolder } from './load-folder.ts'
import { withSchedulers } from './scheduler-fields.ts'

/** Everything that the palette holds and the schedulers that nodes may choose from. */
export interface Catalogue {
  /** By id: the name of the node's file. */
  readonly nodes: ReadonlyMap<string, AnyNode>
  /** By id: the name of the scheduler's file. */
  readonly schedulers: ReadonlyMap<string, Scheduler>
  /** What the nodes say of themselves, as JSON can carry it, with the checkpoints that there are now. */
  definitions(checkpoints: Pick<Checkpoints, 'list'>): Promise<Definitions>
}

/** Loads every node and every scheduler: what lies in their folders is what there is. */
export const loadCatalogue = async (): Promise<Catalogue> => {
  const [files, schedulers] = await Promise.all([
    loadFolder<AnyNode>(new URL('../nodes/', import.meta.url)),
    loadFolder<Scheduler>(new URL('../diffusion/schedulers/', import.meta.url)),
  ])
  const nodes = new Map(
    [...files].map(([id, node]) => [id, { ...node, inputs: withSchedulers(node.inputs, schedulers) }]),
  )
  return {
    nodes,
    schedulers,
    async definitions(checkpoints) {
      const options = (await checkpoints.list()).map(checkpointOption)
      const entries = [...nodes].map(([id, node]): [string, Definition] => {
        const { identity: _, run: __, inputs, ...said } = node
        return [id, { id, ...said, inputs: withCheckpoints(inputs, options) }]
      })
      return Object.fromEntries(entries)
    },
  }
}

const withCheckpoints = (
  inputs: Readonly<Record<string, Input>>,
  options: readonly Option[],
): Readonly<Record<string, Input>> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      input.kind === 'choice' && input.source === 'checkpoints' ? { ...input, options } : input,
    ]),
  )

const checkpointOption = ({ name, title, class: pipeline, licence, problem }: CheckpointInfo): Option => ({
  value: name,
  title,
  about: [pipeline, licence].filter((each) => each !== '').join(' · '),
  ...(problem === undefined ? {} : { problem }),
})
