import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, blocksOf, type Task, ticked } from '../../../app/parts/markdown-blocks.ts'

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

test('a note that begins like front matter keeps what was written', () => {
  expect(blocksOf('---\nshopping: list\n---\nmore')).toEqual([
    { kind: 'rule' },
    paragraph('shopping: list'),
    { kind: 'rule' },
    paragraph('more'),
  ])
  expect(blocksOf('![only a picture](a.png)')).toEqual([paragraph('![only a picture](a.png)')])
})

test('headings keep their level, and a number sign without a space is none', () => {
  expect(blocksOf('# One\n## Two\n#red')).toEqual([
    { kind: 'heading', level: 1, text: 'One' },
    { kind: 'heading', level: 2, text: 'Two' },
    paragraph('#red'),
  ])
})

test('lists nest by how far in they stand, and hold tasks, paragraphs and code', () => {
  const text = '- a\n  - [x] b\n  - [ ] c\n\n    more of c\n- d\n  goes on\n\n1. one\n2. two'
  expect(blocksOf(text)).toEqual([
    {
      kind: 'list',
      items: [
        {
          blocks: [
            paragraph('a'),
            {
              kind: 'list',
              items: [
                { blocks: [paragraph('b')], task: { done: true, at: 9 } },
                { blocks: [paragraph('c'), paragraph('more of c')], task: { done: false, at: 19 } },
              ],
            },
          ],
        },
        { blocks: [paragraph('d\ngoes on')] },
      ],
    },
    { kind: 'list', start: 1, items: [{ blocks: [paragraph('one')] }, { blocks: [paragraph('two')] }] },
  ])
  expect(blocksOf('7. a\n- b')).toEqual([
    { kind: 'list', start: 7, items: [{ blocks: [paragraph('a')] }] },
    { kind: 'list', items: [{ blocks: [paragraph('b')] }] },
  ])
  expect(blocksOf('- ```\n  code\n  ```')).toEqual([
    { kind: 'list', items: [{ blocks: [{ kind: 'code', text: 'code' }] }] },
  ])
})

test('a quote holds blocks; tables and code stay as they are', () => {
  expect(blocksOf('> a\n> - b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n```js\n> no\n```')).toEqual([
    { kind: 'quote', blocks: [paragraph('a'), { kind: 'list', items: [{ blocks: [paragraph('b')] }] }] },
    {
      kind: 'table',
      rows: [
        ['x', 'y'],
        ['1', '2'],
      ],
    },
    { kind: 'code', text: '> no' },
  ])
})

/** The letters of all blocks, in their order. */
const lettersOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) => {
      switch (block.kind) {
        case 'rule':
          return ''
        case 'quote':
          return lettersOf(block.blocks)
        case 'list':
          return block.items.map((item) => lettersOf(item.blocks)).join('')
        case 'table':
          return block.rows.flat().join('')
        default:
          return block.text
      }
    })
    .join('')
    .replace(/[^a-z]/g, '')

test('of no text a letter is lost, put twice or moved', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '\n',
    '\n',
    ' ',
    '  ',
    '- ',
    '1. ',
    '# ',
    '> ',
    '---',
    '| ',
    '[ ] ',
    '**',
    '\t',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      expect(lettersOf(blocksOf(text))).toBe(text.replace(/[^a-z]/g, ''))
    }),
    { seed: 5, numRuns: 2000 },
  )
})

/** All tasks of blocks, in their order. */
const tasksOf = (blocks: readonly Block[]): Task[] =>
  blocks.flatMap((block) =>
    block.kind === 'quote'
      ? tasksOf(block.blocks)
      : block.kind === 'list'
        ? block.items.flatMap(({ task, blocks: within }) => [...(task ? [task] : []), ...tasksOf(within)])
        : [],
  )

test('a tick changes one letter of the text and that task alone, wherever it stands', () => {
  const piece = fc.constantFrom(
    'a',
    '\n',
    '\r\n',
    '\r',
    '- [ ] ',
    '- [x] ',
    '1. [X] ',
    '> ',
    '  ',
    '\t',
    '[ ] ',
    '\uFEFF',
    '```\n',
  )
  let seen = 0
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      const before = tasksOf(blocksOf(text))
      for (const [index, task] of before.entries()) {
        const after = ticked(text, task)
        expect(tasksOf(blocksOf(after))).toEqual(before.with(index, { ...task, done: !task.done }))
        expect([...after].filter((letter, at) => letter !== [...text][at])).toEqual([task.done ? ' ' : 'x'])
        seen++
      }
    }),
    { seed: 7, numRuns: 1000 },
  )
  expect(seen).toBeGreaterThan(500)
})

test.each(['> ', '- ', '  - ', '1. ', '| ', '```\n', '\n- a', '\n\n', '-\t', '`', ' ', '\u2028- '])(
  'a long text of %j is read, and not deeper than can be drawn',
  (piece) => {
    const depth = (blocks: readonly Block[]): number =>
      Math.max(
        0,
        ...blocks
          .map((block) =>
            block.kind === 'quote'
              ? 1 + depth(block.blocks)
              : block.kind === 'list'
                ? 1 + Math.max(0, ...block.items.slice(0, 50).map((item) => depth(item.blocks)))
                : 0,
          )
          .slice(0, 50),
      )
    expect(depth(blocksOf(piece.repeat(60_000)))).toBeLessThan(20)
    const stairs = Array.from({ length: 300 }, (_, index) => `${' '.repeat(index * 2)}- a`).join('\n')
    expect(depth(blocksOf(stairs))).toBeLessThan(20)
  },
)
