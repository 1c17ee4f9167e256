import { expect, test } from 'vitest'
import { layoutCard } from '../../../app/canvas/geometry.ts'
import { overlaps } from '../../../app/canvas/rects.ts'
import { addBeside, connectChoices } from '../../../app/outline/connect-choices.ts'
import { nodeNames } from '../../../app/outline/node-names.ts'
import { definitionOf } from '../../../workflow/definition.ts'
import { emptyWorkflow, linksOf, type Workflow } from '../../../workflow/document.ts'
import { addNode, connect, type Edit, placedNode, retitle } from '../../../workflow/edits.ts'
import { ruleTexts } from '../../../workflow/rule-texts.ts'
import { linkRefusal } from '../../../workflow/rules.ts'
import { palette } from '../../fakes/palette.ts'

const built = (...edits: Edit[]): Workflow => edits.reduce((workflow, edit) => edit(workflow), emptyWorkflow('test'))
const place = (id: string, kind: string, x = 0, y = 0) => addNode(id, placedNode(palette[kind]!, [x, y]))

const chain = built(
  place('a', 'source'),
  place('b', 'through', 300),
  place('c', 'through', 600),
  place('d', 'show', 900),
  connect({ from: 'a', output: 'latent', to: 'b', input: 'latent' }),
  connect({ from: 'b', output: 'latent', to: 'c', input: 'latent' }),
)

test('everything that is offered can be made, and everything that can be made is offered', () => {
  for (const [node, { inputs, outputs }] of Object.keys(chain.nodes).map(
    (id) => [id, palette[chain.nodes[id]!.node]!] as const,
  ))
    for (const [side, names] of [
      ['input', Object.keys(inputs).filter((name) => inputs[name]!.kind === 'port')],
      ['output', Object.keys(outputs)],
    ] as const)
      for (const name of names) {
        const { there } = connectChoices(chain, palette, { node, side, name })
        const offered = there.map(({ socket }) => `${socket.node}.${socket.name}`)
        const possible = Object.entries(chain.nodes).flatMap(([other, placed]) => {
          const definition = definitionOf(palette, placed.node)!
          const ends = Object.keys(side === 'input' ? definition.outputs : definition.inputs)
          return ends
            .filter((end) => {
              const wish =
                side === 'input'
                  ? { from: other, output: end, to: node, input: name }
                  : { from: node, output: name, to: other, input: end }
              return linkRefusal(chain, palette, wish, ruleTexts) === undefined
            })
            .map((end) => `${other}.${end}`)
        })
        expect(offered.sort(), `${node} ${side} ${name}`).toEqual(possible.sort())
      }
})

test('a choice says what is connected now, and what would be replaced', () => {
  const { there } = connectChoices(chain, palette, { node: 'a', side: 'output', name: 'latent' })
  expect(there.find(({ socket }) => socket.node === 'b' && socket.name === 'latent')).toMatchObject({ now: true })
  const next = there.find(({ socket }) => socket.node === 'c' && socket.name === 'latent')
  expect(next).toMatchObject({ now: false, replaces: 'The through 1' })
})

test('a node that is added for a socket is connected to it and covers no other card', () => {
  for (const origin of [
    { node: 'c', side: 'output', name: 'latent' },
    { node: 'b', side: 'input', name: 'extra' },
  ] as const) {
    const { fresh } = connectChoices(chain, palette, origin)
    expect(fresh.length).toBeGreaterThan(0)
    for (const definition of fresh) {
      const { id, edit } = addBeside(chain, palette, origin, definition)
      const after = edit(chain)
      const made = [...linksOf(after)].find((link) => link.from === id || link.to === id)
      expect(made).toMatchObject(
        origin.side === 'output' ? { from: 'c', output: 'latent' } : { to: 'b', input: 'extra' },
      )
      const rects = Object.entries(after.nodes).map(([each, node]) => {
        const { width, height } = layoutCard(palette[node.node], node)
        return { each, x: node.at[0], y: node.at[1], width, height }
      })
      const own = rects.find(({ each }) => each === id)!
      expect(rects.filter((rect) => rect !== own && overlaps(rect, own))).toEqual([])
    }
  }
})

test('no two nodes have one name', () => {
  const twins = built(
    place('a', 'source'),
    place('b', 'source'),
    place('c', 'source'),
    place('d', 'show'),
    retitle('c', 'the third'),
  )
  const names = nodeNames(twins, palette)
  expect([...names.values()]).toEqual(['The source 1', 'The source 2', 'The source, the third', 'The show'])
  expect(new Set(names.values()).size).toBe(4)
})
