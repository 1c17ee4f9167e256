import type { Definition, Definitions } from '../../workflow/definition.ts'

/**
 * A record of definitions that those who hold it need not be built anew for: `show` makes it hold those of the document now.
 * A look at it is a look at a plain object.
 */
export const liveDefinitions = () => {
  const definitions: Record<string, Definition> = {}
  let shown: Definitions | undefined
  return {
    definitions: definitions as Definitions,
    show(now: Definitions) {
      if (now === shown) return
      shown = now
      for (const id of Object.keys(definitions)) if (!Object.hasOwn(now, id)) delete definitions[id]
      Object.assign(definitions, now)
    },
  }
}
