import { type Said, say, type Words } from '../workflow/said/said.ts'
import { asKind, type PickledStorage, type PickledTensor, type PickleValue } from './pickle-values.ts'
import type { ElementType } from './tensors.ts'

/** Says what is wrong with the values that a pickle gives, as the end of a sentence that begins with the opcode. */
export type Refuse = (what: Said) => never

const storages: ReadonlyMap<string, ElementType> = new Map([
  ['torch.DoubleStorage', 'F64'],
  ['torch.FloatStorage', 'F32'],
  ['torch.HalfStorage', 'F16'],
  ['torch.BFloat16Storage', 'BF16'],
  ['torch.LongStorage', 'I64'],
  ['torch.IntStorage', 'I32'],
  ['torch.ShortStorage', 'I16'],
  ['torch.CharStorage', 'I8'],
  ['torch.ByteStorage', 'U8'],
  ['torch.BoolStorage', 'BOOL'],
])

type Call = (args: readonly PickleValue[], refuse: Refuse) => PickleValue

const calls: ReadonlyMap<string, Call> = new Map<string, Call>([
  [
    'collections.OrderedDict',
    (args, refuse) => {
      if (args.length > 0) refuse(say('givesCall', { global: 'collections.OrderedDict', what: say('argumentsAtAll') }))
      return { kind: 'dict', ordered: true, entries: new Map() }
    },
  ],
  ['torch._utils._rebuild_tensor_v2', (args, refuse) => rebuildTensor(args, refuse)],
  [
    'torch._utils._rebuild_parameter',
    ([tensor, trains, hooks, ...more], refuse) => {
      if (typeof trains !== 'boolean' || !noHooks(hooks) || more.length > 0)
        refuse(say('givesCall', { global: 'torch._utils._rebuild_parameter', what: say('otherThanParameter') }))
      return asKind(tensor, 'tensor') ?? refuse(say('parameterOfOther'))
    },
  ],
])

/** True for the few names of Python modules that a state dict needs; every other one is to be refused. */
export const isKnownGlobal = (name: string): boolean => storages.has(name) || calls.has(name)

/** What calling a known name gives: a dictionary or a tensor. No code of Python is behind it. */
export const callGlobal = (name: string, args: readonly PickleValue[], refuse: Refuse): PickleValue =>
  (calls.get(name) ?? refuse(say('callsStorage', { global: name })))(args, refuse)

/** The storage that a persistent id stands for: `('storage', type, key, location, elements)`. */
export const storageOf = (id: PickleValue, refuse: Refuse): PickledStorage => {
  const items = asKind(id, 'tuple')?.items
  if (items?.length !== 5 || items[0] !== 'storage') return refuse(say('refersToOther'))
  const [, name, key, location, count] = items
  const global = asKind(name, 'global')?.name
  const type = global === undefined ? undefined : storages.get(global)
  if (type === undefined) return refuse(say('storageOfType', { type: global ?? say('noType') }))
  if (typeof key !== 'string' || typeof location !== 'string') return refuse(say('storageNoText'))
  if (!isCount(count)) return refuse(say('storageOfCount', { storage: key.slice(0, 40), value: described(count) }))
  return { kind: 'storage', type, key, count }
}

const rebuildTensor: (args: readonly PickleValue[], refuse: Refuse) => PickledTensor = (args, refuse) => {
  const wrong = (what: Said) => refuse(say('givesCall', { global: 'torch._utils._rebuild_tensor_v2', what }))
  if (args.length < 6 || args.length > 7) return wrong(say('otherCount', { count: args.length }))
  const [first, start, sizes, steps, trains, hooks, metadata] = args
  const storage = asKind(first, 'storage') ?? wrong(say('noStorageGiven'))
  if (!isCount(start)) return wrong(say('offsetGiven', { value: described(start) }))
  const shape = countsOf(sizes) ?? wrong(say('otherSize'))
  const strides = countsOf(steps) ?? wrong(say('otherStrides'))
  if (strides.length !== shape.length)
    return wrong(say('countsDiffer', { sizes: shape.length, strides: strides.length }))
  if (typeof trains !== 'boolean') return wrong(say('otherRequiresGrad'))
  if (!noHooks(hooks)) return wrong(say('backwardHooks'))
  // A set bit of it (conjugate, negative) says that the numbers are other ones than those that are stored.
  if (metadata !== undefined && metadata !== null && asKind(metadata, 'dict')?.entries.size !== 0)
    return wrong(say('tensorMarks'))
  return { kind: 'tensor', storage, start, shape, strides }
}

const isCount = (value: PickleValue | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const countsOf = (value: PickleValue | undefined): readonly number[] | undefined => {
  const items = asKind(value, 'tuple')?.items
  return items?.every(isCount) ? items : undefined
}

const noHooks = (value: PickleValue | undefined): boolean => value === null || asKind(value, 'dict')?.entries.size === 0

/** A value as errors name it: plain ones as they are, others by their kind. */
export const described = (value: PickleValue | undefined): Words =>
  typeof value === 'object' && value !== null
    ? say('valueOfKind', { kind: value.kind })
    : JSON.stringify(value).slice(0, 100)
