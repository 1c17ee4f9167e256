import fc from 'fast-check'
import { expect, test } from 'vitest'
import { file } from '../../app/texts/de/file.ts'
import { fileTexts } from '../../workflow/file-texts.ts'
import { findJsonFault } from '../../workflow/said/json-fault.ts'
import { parseJson } from '../../workflow/said/parse-json.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text.trim())
    return true
  } catch {
    return false
  }
}
/** Pieces of which some rows are JSON and most are not. */
const pieces = fc.array(
  fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"', '"a"', '"\\u00e4"', '"\\x"', '\\', '0', '12', '-', '.5', '1e', '1e+9', '\t'],
    ...['true', 'fals', 'null', 'NaN', '-Infinity', ' ', '\n', '{"a":1', '[1,2]', '\ufeff', 'ä', '😀', '\u0001'],
  ),
  { maxLength: 7 },
)

test('a fault is found exactly where JSON.parse refuses the text', () => {
  let accepted = 0
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((each) => each.join('')),
        fc.json(),
        fc.string(),
      ),
      (text) => {
        const good = isJson(text)
        if (good) accepted++
        expect(findJsonFault(text) === undefined).toBe(good)
      },
    ),
    { numRuns: 3000 },
  )
  expect(accepted).toBeGreaterThan(300)
})

test('one sign of a JSON text that becomes another is found wherever JSON.parse refuses it', () => {
  const written = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify({ value, more: [1, -2.5e3, true, 'x'] }))
  let refused = 0
  fc.assert(
    fc.property(written, fc.nat(), fc.constantFrom(...',:[]{}"0-.eE+x\\ntf \n\t'), (text, number, sign) => {
      const at = number % text.length
      const changed = `${text.slice(0, at)}${sign}${text.slice(at + 1)}`
      const good = isJson(changed)
      if (!good) refused++
      expect(findJsonFault(changed) === undefined).toBe(good)
    }),
    { numRuns: 3000 },
  )
  expect(refused).toBeGreaterThan(1000)
})

const placeOf = (text: string, at: number) => {
  const lines = text.slice(0, at).split('\n')
  return { line: lines.length, column: lines.at(-1)!.length + 1 }
}

test('what is cut off ends at its end, and a stray sign is found where it stands', () => {
  const written = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify({ value, more: [1] }, null, 2))
  fc.assert(
    fc.property(written, fc.nat(), (text, number) => {
      const cut = text.slice(0, number % text.length).trimEnd()
      expect(findJsonFault(cut)).toEqual({ ...placeOf(cut, cut.length), found: undefined, ends: true })
      const gaps = [...text.matchAll(/\n/g)].map(({ index }) => index)
      const at = gaps[number % gaps.length]!
      const strayed = `${text.slice(0, at)}§${text.slice(at)}`
      expect(findJsonFault(strayed)).toEqual({ ...placeOf(strayed, at), found: '§', ends: false })
    }),
    { numRuns: 300 },
  )
})

const reason = (text: string, texts: typeof fileTexts | typeof file): string => {
  try {
    parseJson(text, texts, (why) => new Error(why))
  } catch (error) {
    return (error as Error).message
  }
  return 'read'
}

test.each([
  ['{"a": None}', 'line 1, column 7: "None" cannot stand there', 'Zeile 1, Spalte 7: „None“ kann dort nicht stehen'],
  ['\n{\n  "a": 1,\n}', 'line 4, column 1: "}" cannot', 'Zeile 4, Spalte 1: „}“ kann'],
  ['{"a": "b\nc"}', 'line 1, column 9: the line ends inside', 'Zeile 1, Spalte 9: Die Zeile endet in einem Text'],
  ['{"a": "b\tc"}', 'line 1, column 9: "U+0009" cannot', 'Zeile 1, Spalte 9: „U+0009“ kann'],
  ['["C:\\data"]', 'line 1, column 5: "\\d" cannot', 'Zeile 1, Spalte 5: „\\d“ kann'],
  ['[01]', 'line 1, column 3: "1" cannot', 'Zeile 1, Spalte 3: „1“ kann'],
  ['[1] 2', 'line 1, column 5: "2" cannot', 'Zeile 1, Spalte 5: „2“ kann'],
  ['[nul', 'line 1, column 5: it ends there', 'Zeile 1, Spalte 5: Dort ist das Ende'],
  ['', 'line 1, column 1: it ends there', 'Zeile 1, Spalte 1: Dort ist das Ende'],
  [' \ufeff{"a": 1}\n', 'read', 'read'],
])('%j is said in both languages', (text, english, german) => {
  expect(reason(text, fileTexts)).toContain(english)
  expect(reason(text, file)).toContain(german)
})

test('Python writes infinities and NaN', () => {
  expect(findJsonFault('[NaN, -Infinity, Infinity]', { python: true })).toBeUndefined()
  expect(findJsonFault('[-NaN]', { python: true })).toMatchObject({ column: 3, found: 'NaN' })
  expect(findJsonFault('[NaN]')).toMatchObject({ column: 2, found: 'NaN' })
})

test('a long text and a deep one are gone through without the call stack', () => {
  const long = JSON.stringify({ text: 'ä"\\'.repeat(1_000_000) })
  expect(findJsonFault(long)).toBeUndefined()
  expect(findJsonFault(long.slice(0, -2))).toMatchObject({ column: long.length - 1, ends: true })
  expect(findJsonFault('['.repeat(1_000_000))).toMatchObject({ column: 1_000_001, ends: true })
})
