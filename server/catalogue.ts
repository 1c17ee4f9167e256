import type { Scheduler } from '../diffusion/scheduler.ts'
import type { AnyNode } from '../nodes/contract/define.ts'
import type { Definition, Definitions, Input, Option } from '../workflow/definition.ts'
import { type CheckpointInfo, licenceNotStated } from '../workflow/wire.ts'
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
      const there = await checkpoints.list()
      const entries = [...nodes].map(([id, node]): [string, Definition] => {
        const { identity: _, run: __, inputs, ...said } = node
        return [id, { id, ...said, inputs: withCheckpoints(inputs, there) }]
      })
      return Object.fromEntries(entries)
    },
  }
}

const withCheckpoints = (
  inputs: Readonly<Record<string, Input>>,
  there: readonly CheckpointInfo[],
): Readonly<Record<string, Input>> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      if (input.kind !== 'choice') return [name, input]
      if (input.source === 'checkpoints') return [name, { ...input, options: there.map(checkpointOption) }]
      if (input.source === 'variants') return [name, { ...input, options: variantOptions(input.options, there) }]
      return [name, input]
    }),
  )

/** The variants that the node knows and every other one that a checkpoint has, each with who has it. */
const variantOptions = (known: readonly Option[], there: readonly CheckpointInfo[]): Option[] => {
  const found = [...new Set(there.flatMap(({ variants }) => variants))].sort()
  const others = found.filter((variant) => variant !== '' && !known.some(({ value }) => value === variant))
  const all = [...known, ...others.map((value) => ({ value, title: value }))]
  return all.map((option) => {
    if (option.value === '') return option
    const having = there.filter(({ variants }) => variants.includes(option.value))
    return { ...option, checkpoints: having.map(({ name }) => name) }
  })
}

const checkpointOption = ({
  name,
  title,
  class: pipeline,
  licence,
  picture,
  problem,
  said,
}: CheckpointInfo): Option => ({
  value: name,
  title,
  about: [pipeline, licence].filter((each) => each !== '' && each !== licenceNotStated).join(' · '),
  ...(picture === undefined ? {} : { picture }),
  ...(problem === undefined ? {} : { problem }),
  ...(said === undefined ? {} : { said }),
})
