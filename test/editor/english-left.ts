import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { de } from '../../app/texts/de.ts'
import { en } from '../../app/texts/en.ts'
import { loadCatalogue } from '../../server/catalogue.ts'
import { createExamples } from '../../server/examples.ts'
import { findRoot } from '../../server/find-root.ts'
import type { Definitions } from '../../workflow/definition.ts'

/** Stands for a part of a text that changes. */
const hole = '\uE000'

/** A text of a catalogue, or several where it has parts that change: with holes for names, and with the number 1. */
const textsOf = (leaf: unknown): string[] => {
  if (typeof leaf === 'string') return [leaf]
  if (typeof leaf !== 'function') return []
  return [hole, 1].flatMap((part) => {
    try {
      const text: unknown = leaf(part, part, part, part)
      return typeof text === 'string' ? [text] : []
    } catch {
      // It takes something else than words and numbers.
      return []
    }
  })
}
const leaves = (tree: object): unknown[] =>
  Object.values(tree).flatMap((each) => (typeof each === 'object' && each !== null ? leaves(each) : [each]))

/** What a definition says to people: all but ids, values, and the words by which it is found. */
const wordsIn = (definitions: Definitions): string[] => {
  const spoken = new Set(['title', 'about', 'row', 'placeholder', 'words'])
  const walk = (value: unknown, said: boolean): string[] => {
    if (typeof value === 'string') return said ? [value] : []
    if (typeof value !== 'object' || value === null) return []
    // Schedulers and checkpoints have names of their own.
    const named = 'source' in value && value.source !== 'variants'
    return Object.entries(value).flatMap(([key, each]) =>
      named && key === 'options' ? [] : walk(each, said || spoken.has(key)),
    )
  }
  return walk(definitions, false)
}

const expression = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split(/\uE000+/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
    's',
  )

/** Short English words that are no German ones: texts of the server and the definitions have some, wherever they come from. */
const englishWords =
  /(?<![\p{L}\d-])(the|and|or|with|of|to|for|from|by|is|are|has|have|this|that|it|its|not|no|more|than|be|can|node|nodes|steps|frames|wire|wires|add|delete|open|search|run|runs|queue|gallery|undo|redo|settings|size|suggestions|notifications)(?![\p{L}\d-])/iu

/** Finds what is said in English where German says it in other words. */
export const englishReader = async (): Promise<(read: readonly string[]) => string[]> => {
  const { definitions } = await loadCatalogue()
  const palette = await definitions({ list: async () => [] })
  const examples = await createExamples(join(findRoot(), 'examples')).list()
  const german = new Set(leaves(de).flatMap(textsOf))
  const english = [
    ...leaves(en).flatMap(textsOf),
    ...wordsIn(palette),
    ...examples.flatMap(({ name, about }) => [name, about]),
  ].filter((text) => /\p{L}{2}/u.test(text) && !german.has(text))
  const plain = new Set(english.filter((text) => !text.includes(hole)))
  const withHoles = english.filter((text) => text.includes(hole)).map(expression)
  const germanWithHoles = [...german].filter((text) => text.includes(hole) && /\p{L}{2}/u.test(text)).map(expression)
  const isEnglish = (text: string): boolean => {
    if (german.has(text)) return false
    if (plain.has(text)) return true
    // A solver is told of by the title of its paper.
    if (/\barXiv \d{4}\.\d{5}/.test(text)) return false
    // A command is typed as it is.
    return (
      englishWords.test(text.replace(/„npm run [^“]*“/g, '')) ||
      (withHoles.some((each) => each.test(text)) && !germanWithHoles.some((each) => each.test(text)))
    )
  }
  return (read) => [...new Set(read)].filter(isEnglish)
}

/** All that a person reads or hears on a page, or in a part of it, apart from what is in a language of its own: documents, cards, commands. */
export const readPage = (page: Page, part = 'body'): Promise<string[]> =>
  page.evaluate((selector) => {
    const apart = 'code, textarea, [lang=""], [contenteditable], script, style, noscript'
    const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt']
    const texts = [...document.querySelectorAll(`${selector} *`)].flatMap((element) =>
      element.closest('[lang=""], script, style, noscript')
        ? []
        : [
            ...spoken.flatMap((name) => element.getAttribute(name) ?? []),
            ...(element.closest(apart)
              ? []
              : [...element.childNodes].flatMap((node) => (node.nodeType === 3 ? (node.textContent ?? '') : []))),
          ],
    )
    return [document.title, ...texts].map((text) => text.trim()).filter((text) => text !== '')
  }, part)
