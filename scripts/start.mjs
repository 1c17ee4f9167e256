import { buildEditor } from './build-editor.mjs'
import { buildServer } from './build-server.mjs'
import { checkNode } from './check-node.mjs'
import { followParent } from './follow-parent.mjs'
import { install } from './install.mjs'

checkNode()
followParent()
await install()
await buildServer()
const asksForHelp = process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')
if (!asksForHelp) await buildEditor()

// The server goes on in this very process: its arguments, its signals and its exit code are this one's.
process.env.NODE_ENV = 'production'
process.setSourceMapsEnabled(true)
await import('../dist/server/main.js')
