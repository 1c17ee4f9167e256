import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { type Said, SaidError, say, type Words } from '../workflow/said/said.ts'

/** A program that answered `-version`. */
export interface Ffmpeg {
  readonly path: string
  /** Where it was found, in words for a person. */
  readonly source: Words
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The ffmpeg to use: the one that FFMPEG_BIN names, those that npm installs, or the one on the PATH; the first that runs.
 * @param load gives a package's export by its name, or throws
 * @throws where none runs, with what was tried and what to do
 */
export const findFfmpeg = async (
  environment: Environment = process.env,
  load: (name: string) => unknown = createRequire(import.meta.url),
): Promise<Ffmpeg> => {
  const tried: Said[] = []
  for (const { source, path } of candidates(environment, load)) {
    const problem = typeof path === 'string' ? await problemOf(path, environment) : path.problem
    if (problem === undefined) return { path: path as string, source }
    tried.push(say('triedFfmpeg', { source, problem }))
  }
  throw new SaidError(say('noFfmpegRuns', { tried }))
}

interface Candidate {
  readonly source: Words
  readonly path: string | { readonly problem: Words }
}

const candidates = (environment: Environment, load: (name: string) => unknown): Candidate[] => [
  { source: 'FFMPEG_BIN', path: environment.FFMPEG_BIN || { problem: say('notSet') } },
  { source: 'ffmpeg-static', path: packaged(load, 'ffmpeg-static', (content) => content) },
  {
    source: '@ffmpeg-installer/ffmpeg',
    path: packaged(load, '@ffmpeg-installer/ffmpeg', (content) => (content as { path?: unknown })?.path),
  },
  { source: say('onThePath'), path: 'ffmpeg' },
]

const packaged = (
  load: (name: string) => unknown,
  name: string,
  pathIn: (content: unknown) => unknown,
): Candidate['path'] => {
  try {
    const path = pathIn(load(name))
    return typeof path === 'string' ? path : { problem: say('notForThisMachine') }
  } catch (error) {
    // The package of @ffmpeg-installer throws text, not an Error.
    const missing = (error as NodeJS.ErrnoException)?.code === 'MODULE_NOT_FOUND'
    return { problem: missing ? say('packageNotThere') : firstLine(error) }
  }
}

/** What an error says first, in its own words. */
const firstLine = (error: unknown): Said =>
  say('foreignWords', { words: String((error as Error)?.message ?? error).split('\n')[0]! })

/** Why this program is no ffmpeg that runs, or undefined where it is one. */
const problemOf = (path: string, environment: Environment): Promise<Said | undefined> =>
  new Promise((resolve) => {
    const env = environment as NodeJS.ProcessEnv
    execFile(path, ['-hide_banner', '-version'], { env, timeout: 15_000 }, (error, output) => {
      if (!error) return resolve(output.startsWith('ffmpeg version') ? undefined : say('otherProgram', { path }))
      const code = (error as NodeJS.ErrnoException).code
      resolve(
        code === 'ENOENT'
          ? say('programNotThere', { path })
          : code === 'EACCES'
            ? say('programMayNotRun', { path })
            : say('programDoesNotRun', { path, why: firstLine(error) }),
      )
    })
  })
