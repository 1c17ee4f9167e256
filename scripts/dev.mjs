import { spawn } from 'node:child_process'
import { checkNode } from './check-node.mjs'
import { followParent } from './follow-parent.mjs'
import { install } from './install.mjs'
import { root } from './root.mjs'

checkNode()
followParent()
await install()
const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', '--dev', ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, NODE_ENV: 'development' },
  stdio: 'inherit',
})
// The server tells one keypress that arrives twice (from the terminal and from here) from two.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
