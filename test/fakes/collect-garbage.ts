import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Lets go of all that nobody holds; what was looked at in the turn before lives until that ends. */
export const collectGarbage = async (): Promise<void> => {
  await setImmediate()
  collect()
  await setImmediate()
  collect()
}
