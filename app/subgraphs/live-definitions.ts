import type { Definition, Definitions } from '../../workflow/definition.ts'

/**
 * Definitions as they are at the moment of each look: those of subgraphs change with the document, and who holds the record
 * need not be built anew for that.
 */
export const liveDefinitions = (now: () => Definitions): Definitions =>
  new Proxy<Record<string, Definition>>(
    {},
    {
      get: (_, id) => (typeof id === 'string' && Object.hasOwn(now(), id) ? now()[id] : undefined),
      has: (_, id) => Object.hasOwn(now(), id),
      ownKeys: () => Object.keys(now()),
      getOwnPropertyDescriptor(_, id) {
        if (typeof id !== 'string' || !Object.hasOwn(now(), id)) return undefined
        return { value: now()[id], enumerable: true, configurable: true, writable: false }
      },
      set: () => false,
    },
  )
