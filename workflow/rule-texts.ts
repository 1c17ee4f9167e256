import { type SocketType, socketTypes } from './values.ts'

const a = (name: string): string => (/^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`)

const remedies: Partial<Record<`${SocketType}>${SocketType}`, string>> = {
  'text>conditioning': 'encode it first with Encode text',
  'text-encoder>conditioning': 'put Encode text between them',
  'latent>frames': 'decode it first with VAE decode',
  'latent>clip': 'decode it with VAE decode, then export it',
  'frames>clip': 'export them first',
  'number>schedule': 'choose a schedule with Scheduler',
}

/** What the rules say, in English. The editor hands them the same in its language. */
export const ruleTexts = {
  noLink: (input: string): string => `"${input}" is set on the card and takes no link`,
  wrongType(from: SocketType, to: SocketType): string {
    const remedy = remedies[`${from}>${to}`]
    const source = from === 'frames' ? 'frames' : a(socketTypes[from].title)
    return `${source[0]!.toUpperCase()}${source.slice(1)} cannot go into ${a(socketTypes[to].title)} input${remedy ? `: ${remedy}` : ''}`
  },
  nodeGone: 'One of the two nodes is no longer there',
  noOutput: (node: string, output: string): string => `${node} has no output "${output}"`,
  noInput: (node: string, input: string): string => `${node} has no input "${input}"`,
  ownOutput: 'A node cannot read its own output',
  nothingShared: (node: string, input: string): string =>
    `What reads ${node} takes nothing that ${input} takes as well`,
  needs: (input: string, type: SocketType): string =>
    `${input} is not connected: it needs ${a(socketTypes[type].title)}.`,
  unknownNode: (id: string): string =>
    `There is no node "${id}" here. It stays as it is; install what brings it, or delete it.`,
  newerNode: (node: string, version: number, here: number): string =>
    `${node} was saved by a newer Reelgraph (version ${version}, here ${here}): update Reelgraph, or place the node again.`,
  readsMissing: (input: string): string => `${input} reads a node that is not there. Connect it again.`,
  readsUnknown: (input: string, output: string, node: string): string =>
    `${input} reads "${output}", which ${node} does not have.`,
  readsBypassed: (input: string, node: string): string =>
    `${input} reads ${node}, which is bypassed and has nothing of its kind to hand on: end the bypass, or connect another node.`,
  readsNothing: (input: string, node: string): string =>
    `${input} reads a wire that comes from nowhere: connect what ${node} reads.`,
  inCycle: (names: string): string => `A cycle: ${names}. Remove one of its links.`,
  more: (count: number): string => `… (${count} more)`,
  cycle: (from: string, to: string): string => `This would close a cycle: ${from} already depends on ${to}`,
}

export type RuleTexts = typeof ruleTexts
