import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { HubError } from './hub-error.ts'

/** Which hub is asked, and as whom. */
export interface HubSettings {
  /** Without a slash at its end. */
  readonly url: string
  readonly token: string | undefined
}

/**
 * The hub and the token that huggingface_hub takes under the same variables: HF_ENDPOINT; HF_TOKEN,
 * HUGGING_FACE_HUB_TOKEN, the file HF_TOKEN_PATH, `token` in HF_HOME or in ~/.cache/huggingface.
 * @throws HubError for an endpoint or a token that cannot be one
 */
export const readHubSettings = async (
  environment: Readonly<Record<string, string | undefined>>,
  home: string = homedir(),
): Promise<HubSettings> => {
  const url = (filled(environment.HF_ENDPOINT) ?? 'https://huggingface.co').replace(/\/+$/, '')
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new HubError(
      `HF_ENDPOINT is "${url}", which is no address. Give one such as https://huggingface.co, or unset it.`,
    )
  const named = filled(environment.HF_TOKEN) ?? filled(environment.HUGGING_FACE_HUB_TOKEN)
  const file = filled(environment.HF_TOKEN_PATH) ?? join(huggingFaceHome(environment, home), 'token')
  const token = named ?? filled(await readFile(file, 'utf8').catch(() => ''))
  if (token !== undefined && !token.startsWith('hf_'))
    throw new HubError(
      `The access token in ${named === undefined ? file : 'HF_TOKEN'} does not begin with "hf_". Make one at ${url}/settings/tokens, or take that one away.`,
    )
  return { url, token }
}

/** The folder in which huggingface_hub keeps what it downloaded: HF_HUB_CACHE, `hub` in HF_HOME or in ~/.cache/huggingface. */
export const hubCache = (environment: Readonly<Record<string, string | undefined>>, home: string = homedir()): string =>
  filled(environment.HF_HUB_CACHE) ??
  filled(environment.HUGGINGFACE_HUB_CACHE) ??
  join(huggingFaceHome(environment, home), 'hub')

const huggingFaceHome = (environment: Readonly<Record<string, string | undefined>>, home: string): string =>
  filled(environment.HF_HOME) ?? join(filled(environment.XDG_CACHE_HOME) ?? join(home, '.cache'), 'huggingface')

const filled = (text: string | undefined): string | undefined => text?.trim() || undefined
