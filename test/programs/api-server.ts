import { findRoot } from '../../server/find-root.ts'
import { openServer } from '../../server/open-server.ts'
import { readSettings } from '../../server/settings.ts'
import { createTerminal } from '../../server/terminal.ts'

// The server without the editor, in a process of its own that a test can take away.
const settings = readSettings(process.argv.slice(2), {}, findRoot())
if (settings === 'help') throw new Error('This program has no help.')
const { port } = await openServer({
  settings,
  root: findRoot(),
  terminal: createTerminal(process.stderr),
  editor: false,
})
process.stdout.write(`port ${port}\n`)
