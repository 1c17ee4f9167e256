import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildEditor } from './build-editor.mjs'
import { buildServer } from './build-server.mjs'
import { checkNode } from './check-node.mjs'
import { followParent } from './follow-parent.mjs'
import { install } from './install.mjs'
import { root } from './root.mjs'

checkNode()
followParent()
const [name = ''] = process.argv.splice(2, 1)
await install()
await buildServer()
const program = join(root, 'dist', `${name}.js`)
if (!/^[\w/-]+$/.test(name) || !existsSync(program)) {
  console.error(`There is no program "${name}". Use: node scripts/run.mjs server/cli/render …`)
  process.exit(2)
}
// A benchmark opens the editor in a browser.
if (name.startsWith('bench/')) await buildEditor()
process.env.NODE_ENV = 'production'
process.setSourceMapsEnabled(true)
process.argv[1] = program
await import(pathToFileURL(program).href)
