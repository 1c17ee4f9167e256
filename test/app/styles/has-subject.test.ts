import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findRoot } from '../../../server/find-root.ts'

const app = join(findRoot(), 'app')
const sheets = (readdirSync(app, { recursive: true }) as string[]).filter((file) => file.endsWith('.css'))

/** What stands before each `:has(` in its own compound selector. */
const subjectsIn = (css: string): string[] =>
  [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^\s,{}>+~]*):has\(/g)].map(([, subject]) => subject ?? '')

test('every :has() names what it is asked of', () => {
  expect(sheets.length).toBeGreaterThan(20)
  const found = sheets.flatMap((sheet) =>
    subjectsIn(readFileSync(join(app, sheet), 'utf8'))
      // Without a name it is asked of each element: then every change of the page styles all that is around it anew.
      .filter((subject) => !/^[\w.#[&]/.test(subject))
      .map((subject) => `${sheet}: ${subject}:has()`),
  )
  expect(found).toEqual([])
  expect(subjectsIn('a :has(b), .x:not(:has(p)) {}')).toEqual(['', '.x:not('])
})
