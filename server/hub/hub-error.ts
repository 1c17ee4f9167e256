/** A hub that does not give what was asked for: what was wrong, where, and what to do. */
export class HubError extends Error {
  override name = 'HubError'
  constructor(
    message: string,
    /** `passing`: the same may succeed in a moment. */
    readonly kind: 'final' | 'passing' = 'final',
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** What the words of an error need to know of a request. */
export interface HubPlace {
  /** For example https://huggingface.co */
  readonly url: string
  readonly repo: string
  readonly revision: string
  readonly token: string | undefined
}

const goOn = 'What was downloaded is kept: run the same command again to go on.'

/** The error for an answer that is no success. `code` is what the hub's X-Error-Code says. */
export const refusalOf = (status: number, code: string, path: string, place: HubPlace): HubError => {
  const { url, repo, revision, token } = place
  const page = `${url}/${repo}`
  if (code === 'GatedRepo' || status === 403)
    return new HubError(
      token === undefined
        ? `${repo} is gated: it is given only to those who accepted its licence. Accept it at ${page}, make an access token at ${url}/settings/tokens, set it as HF_TOKEN, and run the same command again.`
        : `${url} refuses ${repo} to the owner of this access token (${status}). Accept the licence at ${page} with the same account, and see that the token may read gated repositories (${url}/settings/tokens).`,
    )
  if (code === 'RevisionNotFound')
    return new HubError(`${repo} has no revision "${revision}". See ${page}/tree/main for those there are.`)
  if (code === 'EntryNotFound')
    return new HubError(`${repo} has no file ${path} at ${revision}. See ${page}/tree/main.`)
  if (status === 401 && token !== undefined && code !== 'RepoNotFound')
    return new HubError(
      `${url} does not know this access token (401). Make a new one at ${url}/settings/tokens and set it as HF_TOKEN, or unset HF_TOKEN.`,
    )
  if (status === 401 || status === 404)
    return new HubError(
      `There is no model ${repo} at ${url}, or it is private. Check its name at ${page}${token === undefined ? '; for a private or gated one set HF_TOKEN to an access token' : ', and what HF_TOKEN may read'}.`,
    )
  if (status === 429)
    return new HubError(
      `${url} asks for fewer requests (429). Wait a few minutes${token === undefined ? ', or set HF_TOKEN, which raises the limit' : ''}. ${goOn}`,
      'passing',
    )
  return new HubError(
    `${url} answered ${status} to ${path}. Try again later. ${goOn}`,
    status >= 500 ? 'passing' : 'final',
  )
}

/** The error for a request without any answer, or whose answer breaks off. */
export const unreachable = (error: unknown, { url }: Pick<HubPlace, 'url'>): HubError => {
  const { cause, message } = error as Error
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? (error as NodeJS.ErrnoException).code
  return new HubError(
    `${url} cannot be reached (${code ?? message}). Check the network, or name a mirror in HF_ENDPOINT. ${goOn}`,
    'passing',
    { cause: error },
  )
}

/** An error as it is, or that for an answer which no hub gives. */
export const asHubError = (error: unknown, { url }: Pick<HubPlace, 'url'>): HubError =>
  error instanceof HubError
    ? error
    : new HubError(
        `${url} does not answer as a Hugging Face hub does (${(error as Error).message}). Check HF_ENDPOINT, and whether a proxy or a sign-in page stands between.`,
        'final',
        { cause: error },
      )
