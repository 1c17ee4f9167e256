import { expect, test } from 'vitest'
import { describeChange } from '../../../app/outline/describe-change.ts'
import { en } from '../../../app/texts/en.ts'
import { markNodes } from '../../../workflow/card-edits.ts'
import { emptyWorkflow } from '../../../workflow/document.ts'
import {
  addNode,
  connect,
  disconnect,
  type Edit,
  moveNodes,
  placedNode,
  removeNodes,
  rename,
  setValue,
} from '../../../workflow/edits.ts'
import { addFrame } from '../../../workflow/frames.ts'
import { palette } from '../../fakes/palette.ts'

const start = [
  addNode('a', placedNode(palette.source!, [0, 0])),
  addNode('b', placedNode(palette.through!, [300, 0])),
  addNode('c', placedNode(palette.decode!, [600, 0])),
  connect({ from: 'a', output: 'latent', to: 'b', input: 'latent' }),
  connect({ from: 'b', output: 'latent', to: 'c', input: 'latent' }),
].reduce((workflow, edit) => edit(workflow), emptyWorkflow('test'))

const all =
  (...edits: Edit[]): Edit =>
  (workflow) =>
    edits.reduce((each, edit) => edit(each), workflow)

test.each<[string, Edit]>([
  ['The show added', addNode('d', placedNode(palette.show!, [0, 0]))],
  [
    '2 nodes added',
    all(addNode('d', placedNode(palette.show!, [0, 0])), addNode('e', placedNode(palette.show!, [0, 0]))),
  ],
  [
    'The show added, The decode frames to The show frames connected',
    all(
      addNode('d', placedNode(palette.show!, [0, 0])),
      connect({ from: 'c', output: 'frames', to: 'd', input: 'picture' }),
    ),
  ],
  ['The through removed', removeNodes(new Set(['b']), palette)],
  ['2 nodes removed', removeNodes(new Set(['a', 'b']), palette)],
  ['The through latent to The decode latent disconnected', disconnect('c', 'latent', palette)],
  ['2 links removed', all(disconnect('b', 'latent', palette), disconnect('c', 'latent', palette))],
  [
    'The source latent to The decode latent connected',
    connect({ from: 'a', output: 'latent', to: 'c', input: 'latent' }),
  ],
  ['The through muted', markNodes(['b'], 'mode', 'mute')],
  ['2 nodes bypassed', markNodes(['a', 'b'], 'mode', 'bypass')],
  ['Frame added', addFrame('f', { title: 'Group', at: [0, 0], size: [400, 300] })],
  ['', setValue('a', 'words', 'hello')],
  ['', moveNodes(new Map([['a', [50, 50]]]))],
  ['', rename('another')],
  ['', (workflow) => workflow],
])('%j', (words, edit) => {
  expect(describeChange(start, edit(start), palette, en.announce)).toBe(words)
})

test('a node that was left out and is not any more takes part again', () => {
  const muted = markNodes(['b'], 'mode', 'mute')(start)
  expect(describeChange(muted, start, palette, en.announce)).toBe('The through takes part again')
})
