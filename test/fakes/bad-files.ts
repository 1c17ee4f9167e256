/** A file that is no workflow that could be opened, and a part of what must be said of it. */
export interface BadFile {
  readonly name: string
  readonly content: string | Uint8Array<ArrayBuffer>
  readonly reason: string
  /** Of those that come as text through the clipboard: what is said there, where that is something else. */
  readonly pasted?: string
}

/** A node of a workflow file, at a place. */
export const badNode = (at: readonly number[], more: object = {}): object => ({
  node: 'preview',
  version: 1,
  at,
  inputs: {},
  ...more,
})
/** The text of a workflow file with these nodes. */
export const badFile = (nodes: object, more: object = {}): string =>
  JSON.stringify({ format: 'reelgraph', version: 1, nodes, ...more })

/** A file of so many nodes, in rows. */
export const manyNodes = (count: number): string =>
  badFile(
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `n${index}`,
        badNode([(index % 150) * 320, Math.floor(index / 150) * 400]),
      ]),
    ),
  )

const bytes = (...numbers: readonly number[]) => new Uint8Array(numbers)
const one = badFile({ a: badNode([0, 0]) })
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const nothing = 'holds no nodes'

/** Files of other programs, damaged ones, hostile ones: none of them may open. */
export const refusedFiles: readonly BadFile[] = [
  { name: 'comfy.json', content: '{"nodes":[{"id":1,"type":"KSampler"}],"links":[]}', reason: 'a graph of ComfyUI,' },
  { name: 'api.json', content: '{"3":{"class_type":"KSampler","inputs":{}}}', reason: 'ComfyUI (API format),' },
  { name: 'invoke.json', content: '{"nodes":[],"edges":[],"exposedFields":[]}', reason: 'a graph of InvokeAI,' },
  {
    name: 'nodes.chn',
    content: '{"version":"0.24","content":{"nodes":[],"edges":[]}}',
    reason: 'a graph of chaiNNer,',
  },
  {
    name: 'flow.json',
    content: '{"nodes":[{"id":"1","position":{"x":0,"y":0},"data":{}}],"edges":[]}',
    reason: 'a graph of React Flow (xyflow),',
  },
  { name: 'other.json', content: '{"nodes":{}}', reason: 'is no Reelgraph workflow', pasted: nothing },
  { name: 'list.json', content: '[1]', reason: 'holds no object', pasted: nothing },
  {
    name: 'page.json',
    content: '<!doctype html><script>window.evil=1</script>',
    reason: 'is not JSON',
    pasted: nothing,
  },
  { name: 'cut.json', content: one.slice(0, 60), reason: 'is not JSON', pasted: 'holds a part of a workflow' },
  {
    name: 'nan.json',
    content: one.replace('[0,0]', '[NaN,0]'),
    reason: 'is not JSON',
    pasted: 'holds a part of a workflow',
  },
  { name: 'future.json', content: one.replace('"version":1', '"version":99'), reason: 'newer Reelgraph' },
  {
    name: 'proto.json',
    content: '{"format":"reelgraph","version":1,"nodes":{"__proto__":{}}}',
    reason: 'no node can have',
  },
  { name: 'far.json', content: one.replace('[0,0]', '[1e999,0]'), reason: '"at"' },
  { name: 'infinite.json', content: badFile({}, { x: 5 }).replace('5', '-1e999'), reason: 'too large' },
  { name: 'twice.json', content: one.replace('"nodes":{', '"nodes":{"a":{},'), reason: 'holds "a" twice' },
  { name: 'digits.json', content: badFile({}, { x: 7 }).replace('7', '18446744073709551615'), reason: 'more digits' },
  {
    name: 'deep.json',
    content: badFile({}, { x: 1 }).replace('"x":1', `"x":${nested(100_000)}`),
    reason: 'nested more',
  },
  { name: 'brackets.json', content: nested(100_000), reason: 'holds no object', pasted: nothing },
  { name: 'hundred-thousand.json', content: manyNodes(100_000), reason: 'holds 100000 nodes' },
  { name: 'picture.json', content: bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), reason: 'is a PNG picture' },
  { name: 'video.json', content: bytes(0, 0, 0, 32, 0x66, 0x74, 0x79, 0x70, 0x69), reason: 'is an MP4 video' },
  { name: 'other-video.json', content: bytes(0x1a, 0x45, 0xdf, 0xa3, 1), reason: 'is a WebM video' },
  { name: 'zeroes.json', content: bytes(0x7b, 0, 0x7d, 0), reason: 'is no text' },
  { name: 'bytes.json', content: bytes(0x7b, 0xc3, 0x28, 0x7d), reason: 'is no text' },
  { name: 'empty.json', content: '', reason: 'is empty' },
  { name: 'large.json', content: new Uint8Array(50_000_000), reason: '50 MB' },
]

/** What must come out of a file as it is, and do nothing anywhere. */
export const evilText =
  '<img src="http://127.0.0.2:9/a.png" onerror="window.evil=1"><script>window.evil=1</script> ![b](http://127.0.0.2:9/b.png) [c](javascript:window.evil=1) [d](data:text/html,x) \ud800\u202e'

const evilSubgraph = (nodes: object, ports: readonly object[] = []) => ({
  title: evilText,
  inputs: ports,
  outputs: ports,
  nodes: {
    inputs: badNode([0, 0], { node: 'subgraph-inputs' }),
    outputs: badNode([800, 0], { node: 'subgraph-outputs', [evilText]: evilText }),
    ...nodes,
  },
  more: { of: ['the', { same: true }] },
})
const kept = { unknown: { deep: [{ list: [null, 1e-7, -0.5, 'é\u2028\u0000', {}] }] } }

const evil = JSON.stringify({
  format: 'reelgraph',
  version: 1,
  name: `evil ${evilText}`,
  nodes: {
    constructor: badNode([0, 0], { title: evilText, node: 'hasOwnProperty', ...kept }),
    '"]\n<b> ../../x': badNode([300, 0], { title: evilText, colour: evilText, mode: {}, collapsed: 'x', ...kept }),
    '': badNode([600, 0], { inputs: { frames: { from: 'ghost', output: '__proto__' }, toString: { value: kept } } }),
    note: badNode([900, 0], { node: 'note', inputs: { text: { value: evilText, more: kept } } }),
    around: badNode([0, 500], { node: 'reroute', inputs: { value: { from: 'back', output: 'value' } } }),
    back: badNode([300, 500], { node: 'reroute', inputs: { value: { from: 'around', output: 'value' } } }),
    sub: badNode([600, 500], { node: 'subgraph:<b>' }),
    endless: badNode([900, 500], { node: 'subgraph:endless' }),
    noise: badNode([0, 800], { node: 'noise', version: 1e300, inputs: { seed: { value: { a: [1] } } } }),
    clip: badNode([300, 800], { node: 'load-clip', inputs: { file: { value: { asset: '../../etc/passwd' } } } }),
  },
  frames: {
    'f"]': { title: evilText, at: [-40, -60], size: [900, 400], colour: evilText, ...kept },
    none: null,
    back: { title: evilText, at: [0, 0], size: [-100, 1e308] },
  },
  subgraphs: {
    '<b>': evilSubgraph({ n: badNode([300, 0], { title: evilText }) }, [
      { name: evilText, title: evilText, type: evilText, ...kept },
      { name: 'constructor' },
    ]),
    endless: evilSubgraph({ n: badNode([300, 0], { node: 'subgraph:endless' }) }),
  },
  ...kept,
})
  // A key of this name is made by no literal.
  .replaceAll('"unknown":{', '"__proto__":{"polluted":true},"unknown":{')

/**
 * A file that tries everything at once and is a workflow nevertheless: names that every object has by birth, HTML and links
 * in every name, nodes and keys that nobody knows, links to nothing, circles, subgraphs in themselves. As it is written again.
 */
export const evilFile = `${JSON.stringify(JSON.parse(evil), null, 2)}\n`
