import { buildEditor } from './build-editor.mjs'
import { buildServer } from './build-server.mjs'
import { checkNode } from './check-node.mjs'
import { install } from './install.mjs'

checkNode()
await install()
const server = await buildServer()
const editor = await buildEditor()
console.log(server || editor ? 'Built dist/ and .next/.' : 'Nothing changed since the last build.')
