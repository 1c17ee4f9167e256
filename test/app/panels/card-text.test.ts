import { expect, test } from 'vitest'
import { cardText } from '../../../app/panels/card-text.ts'

test('a model card is read without its front matter and without lone pictures', () => {
  expect(cardText('---\nlicense: mit\n---\n# Title\n\n![model](model.png)\nSee ![a](b.png) here.')).toBe(
    '# Title\n\nSee ![a](b.png) here.',
  )
})
