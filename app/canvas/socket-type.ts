import { acceptedTypes, type Definition } from '../../workflow/definition.ts'
import type { SocketType } from '../../workflow/values.ts'
import type { Side } from './geometry.ts'

/** The type whose colour and shape a socket has; of a relay, whose definition does not say it, what it `carries`. */
export const socketType = (
  definition: Definition | undefined,
  side: Side,
  name: string,
  carries: SocketType | undefined,
): SocketType | undefined => {
  if (!definition || definition.relay) return carries
  if (side === 'output') return definition.outputs[name]?.type
  const input = definition.inputs[name]
  return input && acceptedTypes(input)[0]
}
