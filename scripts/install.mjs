import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'
import { runProgram } from './run-program.mjs'

const modules = join(root, 'node_modules')
/** What npm itself writes when an install is complete. */
const installed = join(modules, '.package-lock.json')
/** The digest of the package-lock.json that was installed last: a checkout changes its time, not its content. */
const mark = join(modules, '.reelgraph-lock')
const lock = join(root, 'package-lock.json')

const lockDigest = () => createHash('sha256').update(readFileSync(lock)).digest('hex')

const isInstalled = () => {
  if (!existsSync(installed)) return false
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lockDigest()) return true
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs
}

const npm = (args) => {
  const script = process.env.npm_execpath
  return script && /npm-cli\.c?js$/.test(script)
    ? runProgram(process.execPath, [script, ...args], { quiet: true })
    : runProgram('npm', args, { quiet: true, shell: process.platform === 'win32' })
}

/** Installs the packages where they are missing or not those of package-lock.json. Ends the process where that fails. */
export const install = async () => {
  if (!isInstalled()) {
    console.log('Installing packages (once; about a minute)…')
    // `npm ci` begins by deleting what is there. Offline that would leave nothing, so an older install is only brought up to date.
    const how = existsSync(installed) ? ['install', '--no-save'] : ['ci']
    const { code, output } = await npm([...how, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) {
      const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED|network/i.test(output)
      console.error(output.trim().split('\n').slice(-12).join('\n'))
      console.error(
        offline
          ? '\nThe packages could not be installed: the npm registry cannot be reached. Connect to the network (or set "npm config set registry" to a mirror that can be reached) and run this again.'
          : `\nThe packages could not be installed (npm ${how[0]} ended with ${code}; its last words are above). Mend that and run this again.`,
      )
      process.exit(1)
    }
  }
  try {
    writeFileSync(mark, lockDigest())
  } catch {
    // A folder that cannot be written is only looked at by time.
  }
}
