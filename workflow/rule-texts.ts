import { fieldTexts } from './field-texts.ts'
import type { Words } from './said/said.ts'
import { type SocketType, socketTypes } from './values.ts'

const a = (name: string): string => (/^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`)
/** A value of a type; frames come in numbers. */
const one = (type: SocketType): string => (type === 'frames' ? 'frames' : a(socketTypes[type].title))

/** What makes one type of another. */
const remedies: Partial<Record<`${SocketType}>${SocketType}`, string>> = {
  'text>conditioning': 'encode it first with Encode text',
  'text-encoder>conditioning': 'put Encode text between them',
  'unet3d>latent': 'put UNet3D steps between them',
  'conditioning>latent': 'put UNet3D steps between them',
  'schedule>latent': 'put UNet3D steps between them',
  'vae>latent': 'put VAE encode between them',
  'frames>latent': 'encode them first with VAE encode',
  'latent>frames': 'decode it first with VAE decode',
  'vae>frames': 'put VAE decode between them',
  'clip>frames': 'connect the frames that the clip was made of',
  'latent>clip': 'decode it with VAE decode, then export it',
  'frames>clip': 'export them first',
  'number>schedule': 'choose a schedule with Scheduler',
}

/** Where a value of a type comes from. */
const sources: Record<SocketType, string> = {
  'text-encoder': 'connect Load checkpoint',
  unet3d: 'connect Load checkpoint',
  vae: 'connect Load checkpoint',
  conditioning: 'encode a text first with Encode text, and connect that',
  latent: 'connect Noise, or frames through VAE encode',
  schedule: 'connect Scheduler',
  frames: 'connect VAE decode or Load clip',
  clip: 'connect Export',
  text: 'write it on the card, or connect Text',
  number: 'set it on the card, or connect Number',
}

/** What the rules say, in English. The editor hands them the same in its language. */
export const ruleTexts = {
  /** What a field or socket is called. @param title in English, or in the language already */
  fieldTitle: (title: string, _node: string, _input: string): string => title,
  /** What a node is called that a person gave no title. @param title in English, or in the language already */
  nodeTitle: (title: string, _node: string): string => title,
  /** What an output is called. @param title in English, or in the language already */
  outputTitle: (title: string, _node: string, _output: string): string => title,
  /** A node's own problem. @param said the same as any language can say it; in its place where it is said already */
  ownProblem: (problem: string, said?: Words): string => (typeof said === 'string' ? said : problem),
  /** @param why as `noLink` and `wrongType` say it */
  refused: (why: string): string => `${why}.`,
  together: (all: readonly string[]): string => all.join(' '),
  broughtFrom: (title: string, problem: string, node: string): string => `${title} ${problem}. It comes from ${node}.`,
  noLink: (input: string): string => `"${input}" is set on the card and takes no link`,
  wrongType(from: SocketType, to: SocketType): string {
    const remedy = remedies[`${from}>${to}`] ?? sources[to]
    const source = one(from)
    return `${source[0]!.toUpperCase()}${source.slice(1)} cannot go into ${a(socketTypes[to].title)} input: ${remedy}`
  },
  nodeGone: 'One of the two nodes is no longer there',
  noOutput: (node: string, output: string): string => `${node} has no output "${output}"`,
  noInput: (node: string, input: string): string => `${node} has no input "${input}"`,
  ownOutput: 'A node cannot read its own output',
  nothingShared: (node: string, input: string): string =>
    `What reads ${node} takes nothing that ${input} takes as well`,
  needs: (input: string, type: SocketType): string => `${input} is not connected: it needs ${one(type)}.`,
  field: fieldTexts,
  wrongField: (title: string, problem: string): string => `${title} ${problem}.`,
  unknownNode: (id: string): string =>
    `There is no node "${id}" here. It stays as it is; install what brings it, or delete it.`,
  newerNode: (version: number, here: number): string =>
    `This node was saved by a newer Reelgraph (version ${version}, here ${here}): update Reelgraph, or place the node again.`,
  readsMissing: (input: string): string => `${input} reads a node that is not there. Connect it again.`,
  readsUnknown: (input: string, output: string, node: string): string =>
    `${input} reads "${output}", which ${node} does not have.`,
  readsBypassed: (input: string, node: string): string =>
    `${input} reads ${node}, which is bypassed and has nothing of its kind to hand on: end the bypass, or connect another node.`,
  readsNothing: (input: string, node: string): string =>
    `${input} reads a wire that comes from nowhere: connect what ${node} reads.`,
  /** @param names of the nodes, the first once more at the end */
  inCycle: (names: readonly string[]): string => `A cycle: ${names.join(' → ')}. Remove one of its links.`,
  more: (count: number): string => `… (${count} more)`,
  cycle: (from: string, to: string): string => `This would close a cycle: ${from} already depends on ${to}`,
}

export type RuleTexts = typeof ruleTexts
