import { HubError, type HubPlace, refusalOf, unreachable } from './hub-error.ts'

/** `fetch` for the hub's client, and what went wrong in it: a stream of the client forgets its error. */
export interface HubFetch {
  readonly fetch: typeof globalThis.fetch
  /** The last error of a request. */
  failure(): HubError | undefined
}

/**
 * A fetch whose errors are {@link HubError}s in words for a person.
 * @param signal ends every request
 */
export const createHubFetch = (place: HubPlace, signal?: AbortSignal): HubFetch => {
  let failure: HubError | undefined
  const fail = (error: HubError): never => {
    failure = error
    throw error
  }
  return {
    failure: () => failure,
    fetch: async (input, init) => {
      let answer: Response
      try {
        answer = await globalThis.fetch(input, { ...init, ...(signal ? { signal } : {}) })
      } catch (error) {
        return fail(unreachable(error, place))
      }
      if (!answer.ok) {
        const { pathname } = new URL(input instanceof Request ? input.url : input)
        await answer.body?.cancel()
        return fail(refusalOf(answer.status, answer.headers.get('x-error-code') ?? '', pathname, place))
      }
      const range = new Headers(init?.headers).get('range')
      // Appended to the first part, a whole file would be nonsense.
      if (range !== null && !range.startsWith('bytes=0-') && answer.status !== 206) {
        await answer.body?.cancel()
        return fail(
          new HubError(
            `${place.url} gives no parts of files, so that a broken download cannot go on. Remove the .incomplete file to begin anew.`,
          ),
        )
      }
      return answer
    },
  }
}
