import { describe, expect, test } from 'vitest'
import { converted } from '../../workflow/conversions.ts'
import { emptyWorkflow, type PlacedNode, type Workflow } from '../../workflow/document.ts'
import { connect, placedNode } from '../../workflow/edits.ts'
import { ruleTexts } from '../../workflow/rule-texts.ts'
import { linkRefusal, problemsOf } from '../../workflow/rules.ts'
import { carriedType, socketTyping } from '../../workflow/socket-types.ts'
import { insertOnWire, nodesBetween, placeOnWire, removeKeepingWires, wiresWithout } from '../../workflow/wire-edits.ts'
import { palette } from '../fakes/palette.ts'

const place = (kind: string, inputs: PlacedNode['inputs'] = {}): PlacedNode => {
  const node = placedNode(palette[kind]!, [0, 0])
  return { ...node, inputs: { ...node.inputs, ...inputs } }
}
const link = (from: string, output = 'latent') => ({ from, output })
const workflow = (nodes: Record<string, PlacedNode>): Workflow => ({ ...emptyWorkflow('x'), nodes })
const wire = { from: 'a', output: 'latent', to: 'c', input: 'latent' }
const chain = workflow({ a: place('source'), c: place('decode', { latent: link('a') }), m: place('through') })

describe('a node dropped on a wire', () => {
  test('stands in it with its first free input and first output that fit', () => {
    const found = placeOnWire(chain, palette, chain.nodes.m!, 'm', wire)
    expect(found).toEqual({ input: 'latent', output: 'latent' })
    const after = insertOnWire('m', wire, found!)(chain)
    expect(after.nodes.m!.inputs.latent).toEqual(link('a'))
    expect(after.nodes.c!.inputs.latent).toEqual(link('m'))
    expect(after.nodes.a).toBe(chain.nodes.a)
    const taken = workflow({ ...chain.nodes, m: place('through', { latent: link('z') }) })
    expect(placeOnWire(taken, palette, taken.nodes.m!, 'm', wire)?.input).toBe('extra')
  })

  test('stays beside it where it does not fit, is read already, or is an end of it', () => {
    const read = workflow({ ...chain.nodes, r: place('through', { latent: link('m') }) })
    expect(placeOnWire(read, palette, read.nodes.m!, 'm', wire)).toBeUndefined()
    for (const kind of ['text', 'guide', 'show', 'decode', 'number'])
      expect(placeOnWire(chain, palette, place(kind), 'x', wire), kind).toBeUndefined()
    expect(placeOnWire(chain, palette, chain.nodes.c!, 'c', wire)).toBeUndefined()
    const gone = workflow({ ...chain.nodes, c: place('decode') })
    expect(insertOnWire('m', wire, { input: 'latent', output: 'latent' })(gone)).toBe(gone)
  })

  test('never closes a cycle', () => {
    const loop = workflow({
      ...chain.nodes,
      c: place('through', { latent: link('a') }),
      m: place('through', { extra: link('c') }),
    })
    expect(placeOnWire(loop, palette, loop.nodes.m!, 'm', { ...wire, to: 'c' })).toBeUndefined()
  })

  test('a bend fits every wire, and has its type', () => {
    const bent = workflow({ ...chain.nodes, r: place('bend') })
    const found = placeOnWire(bent, palette, bent.nodes.r!, 'r', wire)
    expect(found).toEqual({ input: 'in', output: 'out' })
    const after = insertOnWire('r', wire, found!)(bent)
    expect(carriedType(after, palette, { from: 'r', output: 'out' })).toBe('latent')
    expect(problemsOf(after, palette, ruleTexts).filter(({ node }) => node === 'c')).toEqual([])
    const typing = socketTyping(after, palette)
    expect(typing.accepted('r', 'in')).toEqual(['latent'])
    expect(
      linkRefusal(after, palette, { from: 'r', output: 'out', to: 'g', input: 'positive' }, ruleTexts),
    ).toBeDefined()
  })

  test('a bend that reads nothing takes what all take who read it', () => {
    const bent = workflow({
      r: place('bend'),
      s: place('show', { picture: link('r', 'out') }),
      c: place('decode'),
      t: place('text'),
    })
    expect([...socketTyping(bent, palette).accepted('r', 'in')].sort()).toEqual(['frames', 'latent'])
    expect(linkRefusal(bent, palette, { from: 't', output: 'text', to: 'r', input: 'in' }, ruleTexts)).toMatch(
      /text cannot go/,
    )
    const both = connect({ from: 'r', output: 'out', to: 'c', input: 'latent' })(bent)
    expect(socketTyping(both, palette).accepted('r', 'in')).toEqual(['latent'])
  })
})

describe('nodes removed with their wires kept', () => {
  test('hand on what they read to who read them, through several at once', () => {
    const row = workflow({
      a: place('source'),
      b: place('through', { latent: link('a') }),
      d: place('through', { latent: link('b') }),
      c: place('decode', { latent: link('d') }),
    })
    const after = removeKeepingWires(new Set(['b', 'd']), palette)(row)
    expect(after.nodes).toEqual({ a: row.nodes.a, c: place('decode', { latent: link('a') }) })
  })

  test('leave an input empty where they read nothing of its type', () => {
    const row = workflow({
      c: place('decode', { latent: link('a') }),
      a: place('source'),
      d: place('show', { picture: link('c', 'frames') }),
    })
    expect(removeKeepingWires(new Set(['c']), palette)(row).nodes).toEqual({ a: row.nodes.a, d: place('show') })
  })

  test('are counted, and those that stay are told apart', () => {
    const row = workflow({
      a: place('source'),
      b: place('through', { latent: link('a') }),
      c: place('decode', { latent: link('b') }),
      d: place('show', { picture: link('c', 'frames') }),
      e: place('show', { picture: link('b') }),
    })
    expect(wiresWithout(row, palette, new Set(['b', 'c']))).toEqual({
      of: 2,
      kept: [{ from: 'a', output: 'latent', to: 'e', input: 'picture' }],
    })
    expect(wiresWithout(row, palette, new Set(['d']))).toEqual({ of: 0, kept: [] })
  })

  test('a removal undoes an insertion', () => {
    const found = placeOnWire(chain, palette, chain.nodes.m!, 'm', wire)!
    const { m: _, ...without } = chain.nodes
    expect(removeKeepingWires(new Set(['m']), palette)(insertOnWire('m', wire, found)(chain)).nodes).toEqual(without)
  })
})

describe('a link that types forbid', () => {
  test('names the nodes that could stand between, and none where none can', () => {
    const pair = workflow({ a: place('source'), s: place('guide'), t: place('text'), f: place('decode') })
    const ids = (from: string, output: string, to: string, input: string) =>
      nodesBetween(pair, palette, { from, output, to, input }).map(({ id }) => id)
    expect(ids('t', 'text', 's', 'positive')).toEqual(['encode'])
    expect(ids('a', 'latent', 's', 'positive')).toEqual([])
    expect(nodesBetween(chain, palette, wire).map(({ id }) => id)).toEqual(['through', 'bend'])
  })
})

describe('what converts by itself', () => {
  test('a number becomes text, and the text says that very number', () => {
    for (const number of [0, -0.1, 1 / 3, 1e21, Number.MAX_SAFE_INTEGER, 5e-324])
      expect(Number(converted('number', 'text', number))).toBe(number)
    expect(converted('text', 'text', 'x')).toBe('x')
    const pair = workflow({ n: place('number'), e: place('encode'), t: place('text'), s: place('source') })
    expect(
      linkRefusal(pair, palette, { from: 'n', output: 'number', to: 'e', input: 'words' }, ruleTexts),
    ).toBeUndefined()
    expect(linkRefusal(pair, palette, { from: 't', output: 'text', to: 's', input: 'count' }, ruleTexts)).toMatch(
      /text cannot go/,
    )
    expect(
      problemsOf(connect({ from: 'n', output: 'number', to: 'e', input: 'words' })(pair), palette, ruleTexts),
    ).toEqual([])
  })
})
