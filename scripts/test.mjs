import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkNode } from './check-node.mjs'
import { findChromium } from './find-chromium.mjs'
import { install } from './install.mjs'
import { runPackage, runProgram } from './run-program.mjs'

/** What a run of Vitest says of itself in its JSON report: tests that passed, and tests and files that failed. */
const countsIn = (report) => {
  let files
  try {
    files = JSON.parse(readFileSync(report, 'utf8')).testResults
  } catch {
    return { passed: 0, failed: 0 }
  }
  const tests = files.flatMap((file) => file.assertionResults)
  const count = (status) => tests.filter((each) => each.status === status).length
  // A file that does not load has no tests that could fail.
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((each) => each.status === 'failed'),
  )
  return { passed: count('passed'), failed: count('failed') + broken.length }
}

checkNode()
await install()

const chromium = findChromium()
if (!chromium) {
  const how =
    'There is no Chromium: install one (Debian: apt-get install chromium), or name its program in CHROMIUM_BIN.'
  if (process.env.CI === 'true') {
    console.error(`${how} With CI=true the tests in the browser may not be left out.`)
    process.exit(1)
  }
  console.log(`${how} The tests in the browser are left out.`)
}

const problems = []
/** What is told at once is told whole: nothing of another step comes between. */
const step = async (title, running) => {
  const { code, output } = await running
  console.log(`\n${title}\n${output}`.trimEnd())
  if (code !== 0) problems.push(title)
}
const quiet = { quiet: true }
console.log('\nFormat, lint, types and build…')
await Promise.all([
  step('Format and lint (Biome)', runPackage('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'], quiet)),
  step('Types (TypeScript)', runPackage('typescript/bin/tsc', ['--noEmit'], quiet)),
  step('Build', runProgram(process.execPath, ['scripts/build.mjs'], quiet)),
])

const folder = mkdtempSync(join(tmpdir(), 'reelgraph-test-'))
const report = join(folder, 'report.json')
const { code: ended } = await runPackage(
  'vitest/vitest.mjs',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { env: { ...process.env, NODE_ENV: 'test', ...(chromium ? { CHROMIUM_BIN: chromium } : {}) } },
)
const { passed, failed } = countsIn(report)
rmSync(folder, { recursive: true, force: true })
// An error outside of any test fails the run as well.
const others = problems.length + (ended !== 0 && failed === 0 ? 1 : 0)
for (const title of problems) console.error(`Failed before the tests: ${title}`)
console.log(`${passed} passed, ${failed + others} failed`)
process.exitCode = ended !== 0 || others > 0 ? 1 : 0
