import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { findRoot } from '../../server/find-root.ts'

const root = findRoot()

/** The whole product in a process of its own. */
export interface RunningServer {
  readonly url: string
  readonly child: ChildProcess
  /** All that it has said so far. */
  said(): string
  /** Asks it to stop, and waits until it is gone. */
  stop(): Promise<void>
}

/** The program that the build makes; undefined before it was built. */
export const builtServer = (): string | undefined => {
  const program = resolve(root, 'dist/server/main.js')
  return existsSync(program) ? program : undefined
}

/**
 * Starts the built server on a free port and waits until it answers.
 * @throws with what it said, where it ends or says nothing for a minute
 */
export const startServer = async (data: string, args: readonly string[] = []): Promise<RunningServer> => {
  const program = builtServer()
  if (!program) throw new Error('dist/server/main.js is not there. Run npm run build first; npm test does.')
  const child = spawn(process.execPath, [program, '--port', '0', '--data', data, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const url = await new Promise<string>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`The server did not start in a minute. It said:\n${text}`)), 60_000)
    const listen = (chunk: Buffer) => {
      text += chunk.toString()
      const found = /https?:\/\/127\.0\.0\.1:\d+/.exec(text)
      if (found) {
        clearTimeout(late)
        done(found[0])
      }
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => {
      clearTimeout(late)
      fail(new Error(`The server ended with ${code}. It said:\n${text}`))
    })
  })
  return {
    url,
    child,
    said: () => text,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
    },
  }
}
