import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Inline, inlineOf } from '../../../app/parts/markdown-inline.ts'

/** Pieces as one line: `<b>`, `<i>`, `<s>`, `<c>`, `<img>` and `<a address>` around what is in them. */
const drawn = (pieces: readonly Inline[]): string =>
  pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece
      switch (piece.kind) {
        case 'code':
          return `<c>${piece.text}</c>`
        case 'picture':
          return `<img>${piece.text}</img>`
        case 'link':
          return `<a ${piece.href}>${drawn(piece.of)}</a>`
        default:
          return (
            { strong: '<b>', emphasis: '<i>', strike: '<s>' }[piece.kind] +
            drawn(piece.of) +
            { strong: '</b>', emphasis: '</i>', strike: '</s>' }[piece.kind]
          )
      }
    })
    .join('')

test.each([
  ['plain', 'plain'],
  ['*a* _b_ **c** __d__ ~~e~~ ***f***', '<i>a</i> <i>b</i> <b>c</b> <b>d</b> <s>e</s> <b><i>f</i></b>'],
  ['**a *b* c**', '<b>a <i>b</i> c</b>'],
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['self.__dict__ = other.__dict__', 'self.<b>dict</b> = other.<b>dict</b>'],
  ['a.__x=1, b.__y=2 and _c_.', 'a.__x=1, b.__y=2 and <i>c</i>.'],
  ['*a **b* c', '<i>a **b</i> c'],
  ['~one~ **open', '~one~ **open'],
  ['`a * b` ``c ` d``', '<c>a * b</c> <c>c ` d</c>'],
  ['\\*a\\* \\d', '*a* \\d'],
  ['[words](https://a.org/b_(c)) after', '<a https://a.org/b_(c)>words</a> after'],
  ['[*words*](http://a.org "title")', '<a http://a.org><i>words</i></a>'],
  ['[https://a.org](https://b.org)', '<a https://b.org>https://a.org</a>'],
  [
    'see https://a.org/x_y_z?q=1, or (https://b.org/c).',
    'see <a https://a.org/x_y_z?q=1>https://a.org/x_y_z?q=1</a>, or (<a https://b.org/c>https://b.org/c</a>).',
  ],
  ['**https://a.org** <https://b.org>', '<b><a https://a.org>https://a.org</a></b> <a https://b.org>https://b.org</a>'],
  ['![only *a* picture](…/a.png)', '<img>only a picture</img>'],
  ['![](a.png) ![x]', '![](a.png) ![x]'],
  [
    '[a] [b](javascript:alert(1)) [c](data:text/html,x) [d](/e)',
    '[a] [b](javascript:alert(1)) [c](data:text/html,x) [d](/e)',
  ],
  ['<script>alert(1)</script> <https://a.org', '<script>alert(1)</script> <<a https://a.org>https://a.org</a>'],
  ['xhttps://a.org https:// https://', 'xhttps://a.org https:// https://'],
])('%s', (text, expected) => {
  expect(drawn(inlineOf(text))).toBe(expected)
})

const hrefsOf = (pieces: readonly Inline[]): string[] =>
  pieces.flatMap((piece) =>
    typeof piece === 'string' || !('of' in piece)
      ? []
      : [...(piece.kind === 'link' ? [piece.href] : []), ...hrefsOf(piece.of)],
  )
const depthOf = (pieces: readonly Inline[]): number =>
  Math.max(
    0,
    ...pieces.slice(0, 200).map((piece) => (typeof piece !== 'string' && 'of' in piece ? 1 + depthOf(piece.of) : 0)),
  )

test('every letter stays, in its order, and a link leads to http or https alone', () => {
  const piece = fc.constantFrom('a', 'b', ' ', '*', '**', '_', '~~', '`', '[', ']', '![', '\\', '\n', '(', ')')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      // Where a picture stands as its text, its address is left out.
      fc.pre(!/!\[.*\]\(/s.test(text))
      const letters = drawn(inlineOf(text)).replace(/<\/?(?:b|i|s|c)>/g, '')
      expect(letters.replace(/[^ab]/g, '')).toBe(text.replace(/[^ab]/g, ''))
    }),
    { seed: 5, numRuns: 3000 },
  )
  const hostile = fc.array(
    fc.constantFrom('[a](', 'http://x', 'javascript:', ')', ' ', '<', '>', 'https://', 'data:', '*'),
  )
  fc.assert(
    fc.property(hostile, (pieces) => {
      for (const href of hrefsOf(inlineOf(pieces.join('')))) expect(href).toMatch(/^https?:\/\/./)
    }),
    { seed: 5, numRuns: 2000 },
  )
})

// What is quadratic takes minutes for these, so that the test would run into its limit.
test.each([
  '[',
  '![',
  '*a ',
  '**a ',
  '_a ',
  '*a **b ~~c [d ',
  '`',
  '` `` ',
  '](http://',
  'http://',
  'http://a)))',
  ')',
  '\\',
  '<http://',
  '![](',
  '*_',
])('a long text of %j is read, and not deeper than can be drawn', (piece) => {
  const pieces = inlineOf(piece.repeat(100_000))
  expect(depthOf(pieces)).toBeLessThan(40)
})
