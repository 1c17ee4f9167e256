import { describe, expect, test } from 'vitest'
import { wireFit, wireStart } from '../../../app/canvas/wire-fit.ts'
import { en } from '../../../app/texts/en.ts'
import { emptyWorkflow, type Workflow } from '../../../workflow/document.ts'
import { addNode, connect, placedNode } from '../../../workflow/edits.ts'
import { ruleTexts } from '../../../workflow/rule-texts.ts'
import { linkRefusal } from '../../../workflow/rules.ts'
import { palette } from '../../fakes/palette.ts'

const kinds = {
  a: 'source',
  b: 'through',
  c: 'through',
  d: 'decode',
  s: 'show',
  t: 'text',
  e: 'encode',
  g: 'guide',
  n: 'number',
  r: 'bend',
  f: 'bend',
}
const placed = Object.entries(kinds).reduce<Workflow>(
  (workflow, [id, kind]) => addNode(id, placedNode(palette[kind]!, [0, 0]))(workflow),
  emptyWorkflow('test'),
)
const linked = [
  { from: 'a', output: 'latent', to: 'b', input: 'latent' },
  { from: 'b', output: 'latent', to: 'c', input: 'latent' },
  { from: 'a', output: 'latent', to: 'r', input: 'in' },
  { from: 'f', output: 'out', to: 's', input: 'picture' },
].reduce<Workflow>((workflow, wish) => connect(wish)(workflow), placed)

const sockets = Object.entries(kinds).flatMap(([id, kind]) => [
  ...Object.keys(palette[kind]!.outputs).map((name) => ({ node: id, side: 'output' as const, name })),
  ...Object.entries(palette[kind]!.inputs)
    .filter(([, input]) => !('only' in input))
    .map(([name]) => ({ node: id, side: 'input' as const, name })),
])

describe('what fits a wire', () => {
  test('is exactly what the rules would not refuse, from every socket to every other', () => {
    for (const origin of sockets) {
      const fit = wireFit(linked, palette, { origin })
      for (const socket of sockets) {
        if (socket.side === origin.side) continue
        const [output, input] = origin.side === 'output' ? [origin, socket] : [socket, origin]
        const wish = { from: output.node, output: output.name, to: input.node, input: input.name }
        const refused = linkRefusal(linked, palette, wish, ruleTexts) !== undefined
        expect(fit.fitting(socket.node).includes(socket.name), JSON.stringify(wish)).toBe(!refused)
        expect(fit.refusal(socket, en) !== undefined, JSON.stringify(wish)).toBe(refused)
      }
    }
  })

  test('a wire taken from its input no longer stands in its own way', () => {
    const start = wireStart(linked, { node: 'c', side: 'input', name: 'latent' })
    expect(start.origin).toEqual({ node: 'b', side: 'output', name: 'latent' })
    // With b → c gone, c may feed b no longer through itself: the wire from b may go anywhere but upstream.
    const fit = wireFit(linked, palette, start)
    expect(fit.fitting('c')).toEqual(['latent', 'extra'])
    expect(fit.fitting('a')).toEqual([])
  })

  test('a drop on a card means its one free socket, ports before fields, and nothing where there are several', () => {
    const fromB = wireFit(linked, palette, { origin: { node: 'b', side: 'output', name: 'latent' } })
    expect(fromB.only('d')).toEqual({ node: 'd', side: 'input', name: 'latent' })
    expect(fromB.only('c')).toEqual({ node: 'c', side: 'input', name: 'extra' })
    const fromA = wireFit(placed, palette, { origin: { node: 'a', side: 'output', name: 'latent' } })
    expect(fromA.only('b')).toBeUndefined()
    const fromText = wireFit(placed, palette, { origin: { node: 't', side: 'output', name: 'text' } })
    expect(fromText.only('e')).toEqual({ node: 'e', side: 'input', name: 'words' })
  })

  test('the reason of a card says what to do', () => {
    const fit = wireFit(linked, palette, { origin: { node: 'a', side: 'output', name: 'latent' } })
    expect(fit.cardRefusal('g', en)).toMatch(/latent cannot go into a conditioning input/)
    const back = wireFit(linked, palette, { origin: { node: 'c', side: 'output', name: 'latent' } })
    expect(back.cardRefusal('b', en)).toMatch(/cycle/)
  })
})
