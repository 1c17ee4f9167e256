import { spawn } from 'node:child_process'
import { root } from './root.mjs'

/**
 * Runs a program in the root folder until it ends. With `quiet` its output is kept instead of shown.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>} its exit code (127 where it is not there, 128 + n after signal n) and, with `quiet`, what it wrote
 */
export const runProgram = (program, args, { quiet = false, env = process.env, shell = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, shell, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout?.setEncoding('utf8').on('data', keep)
    child.stderr?.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => resolve({ code: 127, output: `${program}: ${error.message}` }))
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 143), output }))
  })

/**
 * Runs a program that a package of npm brings, by its file: no shell, no npx, and no warnings of npm.
 * @param {string} file for example `vitest/vitest.mjs`
 * @param {readonly string[]} args
 * @param {Parameters<typeof runProgram>[2]} [options]
 */
export const runPackage = (file, args, options) =>
  runProgram(process.execPath, [`${root}/node_modules/${file}`, ...args], options)
