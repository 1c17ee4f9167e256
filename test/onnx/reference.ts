import { fileURLToPath } from 'node:url'
import type { ParityTools } from '../../server/parity/open-float32.ts'
import type { Outcome } from '../../server/parity/outcome.ts'
import { openDevice } from '../../server/worker/device.ts'
import { loadFamilies } from '../../server/worker/families.ts'

/** A folder of test/golden/reference. */
export const referenceFolder = (name: string): string =>
  fileURLToPath(new URL(`../golden/reference/${name}`, import.meta.url))

export const parityTools: ParityTools = { device: await openDevice('cpu'), families: await loadFamilies() }

/** All outcomes, in order. */
export const collect = async (outcomes: AsyncGenerator<Outcome>): Promise<Outcome[]> => {
  const all: Outcome[] = []
  for await (const outcome of outcomes) all.push(outcome)
  return all
}
