import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'

const app = resolve(import.meta.dirname, '../../../app')

interface Found {
  readonly type?: string
  readonly [key: string]: unknown
}

/** Attributes of which the value is read, by the eye or by a screen reader. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'label',
  'placeholder',
  'alt',
  'heading',
  'text',
  'about',
])
/** What is the same in every language: the product's name, and what is typed as it stands. */
const names = new Set(['Reelgraph', 'npm run models -- get ORG/NAME'])

const letters = (text: string) => /\p{L}{2}/u.test(text) && !names.has(text.trim())

/** The literals of a file that a person would read, each with its place. */
const readLiterals = (file: string): string[] => {
  const wrong: string[] = []
  const walk = (node: unknown, attribute: string | undefined) => {
    if (Array.isArray(node)) for (const each of node) walk(each, attribute)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const { type, ...rest } = node as Found
    if (type === 'JSXText' && letters(rest.value as string)) wrong.push((rest.value as string).trim())
    if (type === 'JSXAttribute') {
      const name = (rest.name as { name: string }).name
      const value = rest.value as Found | null
      if (spoken.has(name) && value?.type === 'Literal' && letters(value.value as string))
        wrong.push(`${name}=${value.value}`)
      walk(value?.type === 'Literal' ? null : value, spoken.has(name) ? name : undefined)
      return
    }
    if (
      attribute &&
      type === 'Literal' &&
      typeof rest.value === 'string' &&
      /^\p{Lu}\p{L}|\p{L}{2} \p{L}/u.test(rest.value)
    )
      wrong.push(`${attribute}=${rest.value}`)
    if (attribute && type === 'TemplateLiteral') {
      const text = (rest.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join(' ')
      if (letters(text)) wrong.push(`${attribute}=${text}`)
    }
    const within = type === 'JSXElement' ? undefined : type === 'ArrowFunctionExpression' ? undefined : attribute
    for (const [key, each] of Object.entries(rest))
      walk(each, type === 'JSXElement' && key === 'children' ? 'text' : key === 'test' ? undefined : within)
  }
  walk(parseAst(readFileSync(file, 'utf8'), { lang: 'tsx' }).body, undefined)
  return wrong.map((text) => `${relative(app, file)}: ${text}`)
}

test('no component has a text of its own: all that is read stands in the catalogue', () => {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  expect(files.length).toBeGreaterThan(50)
  // The page around the editor is one for all languages.
  const own = files.filter((file) => file !== 'layout.tsx')
  expect(own.flatMap((file) => readLiterals(join(app, file)))).toEqual([])
})
