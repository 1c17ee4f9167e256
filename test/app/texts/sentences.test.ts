import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { serverWords } from '../../../app/state/server-words.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'
import { deviceTexts } from '../../../workflow/device-texts.ts'
import { fileTexts } from '../../../workflow/file-texts.ts'
import { ruleTexts } from '../../../workflow/rule-texts.ts'
import { codedTexts } from '../../../workflow/said/coded-texts.ts'
import { inEnglish, type Said, type SaidCode, SaidError, say, sayAround, worded } from '../../../workflow/said/said.ts'
import { sentences } from '../../../workflow/said/sentences.ts'
import { subgraphTexts } from '../../../workflow/subgraphs/subgraph-texts.ts'

type Sentence = (values: object) => string
const german = de.saving.sentences as unknown as Readonly<Record<string, Sentence>>
const english = sentences as unknown as Readonly<Record<string, Sentence>>

/** A sentence of which each value leaves its own mark, but for bytes, which are told in larger units; and those marks by name. */
const marked = (text: Sentence) => {
  const marks = new Map<string, string>()
  const values = new Proxy(
    {},
    {
      get: (_, name: string) => {
        const mark = String(3000 + 7 * (marks.size + 1))
        if (!marks.has(name)) marks.set(name, mark)
        const value: unknown = lists.has(name) ? [marks.get(name)] : Number(marks.get(name))
        return typeof value === 'number' && words.has(name) ? String(value) : value
      },
    },
  )
  return { said: text(values), marks }
}
/** Codes that say which text of a catalogue is meant, whose German does not compile where one lacks. */
const coded: Readonly<Record<string, object>> = {
  deviceText: deviceTexts,
  fileText: fileTexts,
  ruleText: ruleTexts,
  subgraphText: subgraphTexts,
}
/** Names of values that are lists, and of those that are words though they look like any other. */
const lists = new Set(['known', 'options', 'encoders', 'kinds', 'files', 'tried'])
const words = new Set(['name', 'what', 'reason', 'words', 'code'])

test('each sentence is there in both languages, and says in German what it names in English', () => {
  expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort())
  let compared = 0
  for (const [code, text] of Object.entries(english)) {
    if (code in coded) continue
    const read = marked(text)
    const other = marked(german[code]!)
    expect(new Set(other.marks.keys()), code).toEqual(new Set(read.marks.keys()))
    for (const [name, mark] of read.marks)
      if (read.said.includes(mark)) {
        compared++
        expect(other.said, `${code}: ${name}`).toContain(other.marks.get(name))
      }
    const withoutCode = other.said.replace(/torch\.load\([^)]*\)/, '')
    expect(withoutCode, code).not.toMatch(/undefined|"| the /)
  }
  expect(compared).toBeGreaterThan(60)
})

test('each text of a catalogue that the server says is told by its name, and said with what it is given', () => {
  expect(Object.keys(english)).toEqual(expect.arrayContaining(Object.keys(coded)))
  const inside = codedTexts('fileText', fileTexts).inside
  const place = inside('"a"', codedTexts('fileText', fileTexts).node('n'))
  expect(inEnglish(place)).toBe('"a": Node "n"')
  expect(serverWords(worded(place), de.saving)).toBe('"a": Knoten „n“')
  expect(inEnglish(codedTexts('fileText', fileTexts).kinds.png)).toBe('is a PNG picture, no workflow')
  const names = ['A', codedTexts('ruleText', ruleTexts).more(3)]
  const cycle = codedTexts('ruleText', ruleTexts).inCycle(names)
  expect(serverWords(JSON.parse(JSON.stringify(worded(cycle))), de.saving)).toBe(
    'Ein Kreis: A → … (3 weitere). Entferne eine seiner Verbindungen.',
  )
  const later = { code: 'fileText', values: { text: 'kinds.hologram', given: [] } } satisfies Said
  expect(serverWords({ message: 'is a hologram', said: later }, de.saving)).toBe('Der Server meldet: „is a hologram“')
})

const root = resolve(import.meta.dirname, '../../..')
const sources = ['nodes', 'server', 'workflow', 'app', 'onnx', 'diffusion'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/sentences/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8')),
)

test('each sentence is said somewhere', () => {
  expect(Object.keys(english).filter((code) => !sources.some((text) => text.includes(`'${code}'`)))).toEqual([])
})

test('no code is in two areas of the catalogue', () => {
  const areas = join(root, 'workflow/said')
  const codes = readdirSync(areas)
    .filter((file) => file.endsWith('-sentences.ts'))
    .flatMap((file) =>
      [...readFileSync(join(areas, file), 'utf8').matchAll(/^ {2}(\w+): \(/gm)].map(([, code]) => code),
    )
  expect(codes.length).toBe(new Set(codes).size)
  expect(new Set(codes)).toEqual(new Set(Object.keys(english)))
})

test('a sentence inside another is said in the same language, and what stands in no catalogue is quoted', () => {
  const inside = new SaidError(say('latentOfOther', { channels: 5 }))
  sayAround(inside, (what) => say('atStep', { step: 3, steps: 25, what }))
  expect(inside.message).toBe(
    'Step 3 of 25: the latent has 5 channels, which this UNet3D does not read. Take a latent made for its checkpoint.',
  )
  expect(serverWords(worded(inside.said!), de.saving)).toBe(
    'Schritt 3 von 25: Das Latent hat 5 Kanäle, die dieses UNet3D nicht liest. Nimm ein Latent, das für seinen Checkpoint gemacht ist.',
  )
  const foreign = new Error('bad_alloc')
  sayAround(foreign, (what) => say('atStep', { step: 1, steps: 2, what }))
  expect(serverWords(worded((foreign as SaidError).said!), de.saving)).toBe('Schritt 1 von 2: „bad_alloc“')
})

test('what is sent goes over the wire and back, and its English is the message', () => {
  const sent = worded(say('strengthBelowStep', { strength: 0.1, steps: 9 }))
  const came = JSON.parse(JSON.stringify(sent)) as typeof sent
  expect(serverWords(came, en.saving)).toBe(sent.message)
  expect(serverWords(came, de.saving)).toContain('Stärke 0,1 von 9 Schritten')
  expect(worded('It overflowed.')).toEqual({ message: 'It overflowed.' })
})

test('a sentence that is unknown here, as a later version may write it, is said in its English', () => {
  const later = { code: 'saidLater' as SaidCode } satisfies Said
  expect(serverWords({ message: 'It is late.', said: later }, de.saving)).toBe('Der Server meldet: „It is late.“')
  const around = say('atStep', { step: 1, steps: 2, what: later })
  expect(serverWords({ message: 'Step 1 of 2: It is late.', said: around }, de.saving)).toBe(
    'Der Server meldet: „Step 1 of 2: It is late.“',
  )
  const bare = { code: 'noScheduler', values: { kind: 'x' } } satisfies Said
  expect(serverWords({ message: 'No x.', said: bare }, de.saving)).toBe('Der Server meldet: „No x.“')
  expect(serverWords('It is late.', de.saving)).toBe('Der Server meldet: „It is late.“')
  expect(inEnglish('It is late.')).toBe('It is late.')
})
