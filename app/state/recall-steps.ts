import type { Factors } from '../../diffusion/latent-colour.ts'
import type { NodeId } from '../../workflow/document.ts'
import type { StepRecords } from '../../workflow/step-records.ts'
import type { JobId, WorkflowId } from '../../workflow/wire.ts'
import type { Preview } from './app-context.ts'
import { falseColours } from './false-colours.ts'

/** The steps that a run shows of a node: it took them itself, or its result was there from a run before. */
export interface StepsOfRun {
  readonly workflow: WorkflowId
  /** Its flat id. */
  readonly node: NodeId
  readonly job: JobId
  /** Under which the server keeps them. */
  readonly address: string
  /** No further step will come in this run. */
  readonly settled: boolean
  /** How many there are so far, where the run says so. */
  readonly taken?: number
}

export interface RecallParts {
  /** The steps that the server keeps under an address; undefined where there are none. */
  ask(address: string, newest: boolean): Promise<StepRecords | undefined>
  /** Undefined where they are gone. */
  factors(name: string): Promise<Factors | undefined>
  /** The steps of the node that are here. */
  here(of: StepsOfRun): readonly Preview[]
  /** Keeps steps that came back, the first step first. */
  take(of: StepsOfRun, previews: readonly Preview[]): void
  now(): number
}

/** Brings back what is not here. */
export interface Recall {
  /** The newest step, or all of them, unless they are here or on their way. */
  want(of: StepsOfRun, newest: boolean): void
  /** This node shows the result of this address now: what is on its way of another comes too late. */
  forget(workflow: WorkflowId, node: NodeId, address: string): void
}

interface Asked {
  readonly address: string
  readonly newest: boolean
}

/** While a run takes steps, those that did not arrive are asked for no more often than this, in milliseconds. */
const leastBetween = 1000

/** Asks the server for steps: of each node one question at a time, and none again to which the answer cannot be another. */
export const createRecall = ({ ask, factors, here, take, now }: RecallParts): Recall => {
  const asked = new Map<string, Asked>()
  /** When each node's steps were last asked for. */
  const lastAsked = new Map<string, number>()
  /** How many steps there are to which nothing more comes: by address, or by address and run where a later run may go on. */
  const counts = new Map<string, number>()

  const keyOf = ({ workflow, node }: Pick<StepsOfRun, 'workflow' | 'node'>) => JSON.stringify([workflow, node])

  const inRun = ({ address, job }: StepsOfRun) => `${address} ${job}`

  const isHere = (of: StepsOfRun, newest: boolean): boolean => {
    const steps = here(of).filter(({ header }) => header.address === of.address)
    const known = counts.get(of.address) ?? counts.get(inRun(of))
    if (newest) return steps.length > 0 || (known ?? of.taken) === 0
    // Nothing has come of it yet, and there may be nothing.
    if (!of.settled && steps.length === 0) return true
    // The newest may still be on its way.
    const wanted = known ?? (of.settled ? of.taken : (of.taken ?? 0) - 1)
    return wanted !== undefined && steps.length >= wanted
  }

  const fetched = async (of: StepsOfRun, { newest }: Asked): Promise<readonly Preview[]> => {
    const { steps: records, whole } = (await ask(of.address, newest)) ?? none
    const { workflow, node, job } = of
    const names = [...new Set(records.map(({ header }) => header.colour))]
    const colours = new Map(await Promise.all(names.map(async (name) => [name, await factors(name)] as const)))
    const found = new Map<number, Preview>()
    for (const { header, latent } of records) {
      const its = colours.get(header.colour)
      found.set(header.step, {
        header: { ...header, workflow, node, job },
        // A copy: a view would hold the bytes of all.
        latent: latent.slice(),
        factors: its ?? falseColours(header.channels),
        recalled: true,
        ...(its ? {} : { falseColours: true }),
      })
    }
    if (!newest && (whole || of.settled)) counts.set(whole ? of.address : inRun(of), found.size)
    return [...found.values()].sort((a, b) => a.header.step - b.header.step)
  }

  return {
    want(of, newest) {
      const key = keyOf(of)
      const under = asked.get(key)
      if (under?.address === of.address && (newest || !under.newest)) return
      if (isHere(of, newest)) return
      if (!of.settled && now() - (lastAsked.get(key) ?? Number.NEGATIVE_INFINITY) < leastBetween) return
      const mine = { address: of.address, newest }
      asked.set(key, mine)
      lastAsked.set(key, now())
      fetched(of, mine)
        .then(
          (previews) => {
            if (of.settled && previews.length === 0) counts.set(inRun(of), 0)
            if (asked.get(key) === mine) take(of, previews)
          },
          // It is asked again when it is wanted again.
          () => {},
        )
        .finally(() => {
          if (asked.get(key) === mine) asked.delete(key)
        })
    },
    forget(workflow, node, address) {
      const key = keyOf({ workflow, node })
      if (asked.get(key)?.address !== address) asked.delete(key)
    },
  }
}

const none: Pick<StepRecords, 'steps' | 'whole'> = { steps: [], whole: false }
