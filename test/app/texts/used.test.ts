import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../../app/texts/en.ts'

const root = resolve(import.meta.dirname, '../../..')
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('texts/'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))

/** Taken from another text by its value: `compare[mode]`. */
const byValue = new Set(['compare.side', 'compare.wipe', 'compare.difference'])

test('every text is used: taken from its area, or out of a part of the texts that is that area', () => {
  const app = sources('app')
  // The rules and the server say some of them, too.
  const rules = [...sources('workflow'), ...sources('server')]
  const { nodes: _, ...areas } = en
  const unused: string[] = []
  let looked = 0
  for (const [area, texts] of Object.entries(areas)) {
    const alone = new RegExp(
      `\\)\\.${area}\\b|\\b([Tt]exts|words)\\.${area}\\b|\\['${area}'\\]|\\b${area}: texts\\b|[{,] ${area}[, ]`,
    )
    const near = [...app.filter((text) => alone.test(text)), ...rules]
    for (const key of Object.keys(texts)) {
      looked++
      const used = new RegExp(
        `\\b(${area}|[tT]exts|words|ruleWords)(\\(\\))?\\.${key}\\b|\\{[^{}]*\\b${key}\\b[^{}]*\\} = `,
      )
      if (!byValue.has(`${area}.${key}`) && !near.some((text) => used.test(text))) unused.push(`${area}.${key}`)
    }
  }
  expect(unused).toEqual([])
  expect(looked).toBeGreaterThan(500)
})
