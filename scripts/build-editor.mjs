import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { runPackage } from './run-program.mjs'
import { stampOf } from './stamp.mjs'

const sources = ['app', 'public', 'workflow', 'diffusion', 'next.config.js', 'package-lock.json']
const mark = join(root, '.next', 'reelgraph-stamp')

/**
 * Builds the editor with Next where something of it changed since the last time. Ends the process where that fails.
 * @returns {Promise<boolean>} true where it had to
 */
export const buildEditor = async () => {
  const stamp = stampOf(sources)
  if (existsSync(mark) && readFileSync(mark, 'utf8') === stamp) return false
  console.log('Building the editor (once for each change; about half a minute)…')
  rmSync(mark, { force: true })
  const { code, output } = await runPackage('next/dist/bin/next', ['build'], {
    quiet: true,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (code !== 0) {
    console.error(output.trim())
    console.error('\nThe editor could not be built: what Next says of it is above.')
    process.exit(1)
  }
  writeFileSync(mark, stamp)
  return true
}
