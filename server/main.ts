import { findRoot } from './find-root.ts'
import { openServer, type RunningServer } from './open-server.ts'
import { help, readSettings, type Settings, SettingsError } from './settings.ts'
import { createTerminal } from './terminal.ts'

/** A second Ctrl+C counts from here on: npm hands on the first one that the terminal has already sent. */
const keypressMs = 400
/** The worker has 5 seconds to save; whatever else hangs after that is not waited for. */
const stopPatienceMs = 8000

const terminal = createTerminal(process.stderr)

const settingsOf = (): Settings | 'help' | undefined => {
  try {
    return readSettings(process.argv.slice(2), process.env, process.cwd())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
    return undefined
  }
}

const addressOf = ({ host, port }: RunningServer): string => {
  // Nobody can open the address that stands for all of them.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

const serve = async (settings: Settings): Promise<void> => {
  let server: RunningServer | undefined
  let stoppedAt: number | undefined
  const stop = (signal: NodeJS.Signals) => {
    if (stoppedAt !== undefined) {
      if (signal === 'SIGINT' && Date.now() - stoppedAt > keypressMs) process.exit(130)
      return
    }
    stoppedAt = Date.now()
    if (!server) process.exit(0)
    terminal.show('')
    terminal.say('Stopping. A run that is under way goes on with the next start.')
    setTimeout(() => process.exit(0), stopPatienceMs).unref()
    server.stop().then(
      () => process.exit(0),
      (error) => {
        terminal.say(`It did not stop cleanly: ${error instanceof Error ? error.stack : error}`)
        process.exit(1)
      },
    )
  }
  // A write to a terminal that was closed must not end a run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)

  try {
    server = await openServer({ settings, root: findRoot(), terminal })
  } catch (error) {
    // Errors of ours say all that a person needs; for others the place helps.
    const named = error instanceof Error && /^(JournalError|ListenError)$/.test(error.name)
    terminal.say(named ? error.message : `The server could not start: ${error instanceof Error ? error.stack : error}`)
    process.exit(1)
  }
  const report = (what: string) => (error: unknown) =>
    terminal.say(`${what}: ${error instanceof Error ? error.stack : error}. The server goes on.`)
  process.on('uncaughtException', report('An error that nobody caught'))
  process.on('unhandledRejection', report('A failure that nobody waited for'))

  process.stdout.write(`Reelgraph is at ${addressOf(server)}\n`)
  await server.welcome().catch(report('The demo could not be started'))
}

const settings = settingsOf()
if (settings === 'help') process.stdout.write(help)
else if (settings) await serve(settings)
