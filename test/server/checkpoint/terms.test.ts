import { expect, test } from 'vitest'
import { modelCardIn } from '../../../server/checkpoint/model-card.ts'
import { isNonCommercial, limitsIn, termsOf, termsToRead } from '../../../server/checkpoint/terms.ts'
import { nonCommercialCard } from '../../fakes/cards.ts'

test.each([
  ['cc-by-nc-4.0', true],
  ['CC-BY-NC-SA-4.0', true],
  ['stabilityai-non-commercial', true],
  ['noncommercial', true],
  ['research-only', true],
  ['mit', false],
  ['apache-2.0', false],
  ['cc0-1.0', false],
  ['cc-by-4.0', false],
  ['unclear', false],
  ['not stated', false],
])('%s rules out commercial use: %s', (licence, expected) => {
  expect(isNonCommercial(licence)).toBe(expected)
})

test('the parts of a card about limits and forbidden uses, whole, in order, and nothing else', () => {
  const terms = termsOf(modelCardIn(nonCommercialCard))
  expect(terms).toEqual({
    licence: 'cc-by-nc-4.0',
    nonCommercial: true,
    link: 'https://creativecommons.org/licenses/by-nc/4.0/',
    limits: `## Model limitations and biases

* The model is trained on public data sets, and what it shows may lean as these do.

### Words

* It reads English only.

## Misuse, Malicious Use and Excessive Use

* It is forbidden to make content that demeans or harms people, their culture or religion.
* Prohibited for pornographic, violent and bloody content.`,
  })
})

test('headings in code and the name of a card are none', () => {
  expect(limitsIn('# Limits of video\n\nText\n')).toBe('')
  expect(limitsIn('## Use\n```\n## Limitations\n```\nText')).toBe('')
  expect(limitsIn('## Bias, Risks, and Limitations\r\nA\r\n## Training\r\nB')).toBe(
    '## Bias, Risks, and Limitations\nA',
  )
  expect(limitsIn('## Uses\nA\n### Out-of-Scope Use\nB\n### Direct use\nC\n')).toBe('### Out-of-Scope Use\nB')
  expect(limitsIn('- **Limits**: a line in a list is no part of its own')).toBe('')
})

test('terms must be read where they limit something, and again where they changed', () => {
  const free = { licence: 'mit', nonCommercial: false, limits: '' }
  expect(termsToRead(free)).toBeUndefined()
  const limited = termsToRead({ ...free, limits: '## Limits\nx' })
  expect(limited).toMatch(/^[0-9a-f]{16}$/)
  expect(termsToRead({ ...free, limits: '## Limits\ny' })).not.toBe(limited)
  expect(termsToRead({ ...free, licence: 'cc-by-nc-4.0', nonCommercial: true })).toMatch(/^[0-9a-f]{16}$/)
})

test('the page of a licence: the card’s own, or that of Creative Commons', () => {
  const linkOf = (matter: string) => termsOf(modelCardIn(`---\n${matter}\n---\n`)).link
  expect(linkOf('license: other\nlicense_name: x\nlicense_link: https://example.org/x')).toBe('https://example.org/x')
  expect(linkOf('license: other\nlicense_link: LICENSE.md')).toBeUndefined()
  expect(linkOf('license: cc-by-nc-sa-4.0')).toBe('https://creativecommons.org/licenses/by-nc-sa/4.0/')
  expect(linkOf('license: cc0-1.0')).toBe('https://creativecommons.org/publicdomain/zero/1.0/')
  expect(linkOf('license: mit')).toBeUndefined()
})
