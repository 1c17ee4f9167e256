import { asKind, type PickledStorage, type PickledTensor, type PickleValue } from './pickle-values.ts'
import type { ElementType } from './tensors.ts'

/** Says what is wrong with the values that a pickle gives, as the end of a sentence that begins with the opcode. */
export type Refuse = (what: string) => never

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
      if (args.length > 0) refuse('gives collections.OrderedDict arguments, as no state dict does')
      return { kind: 'dict', ordered: true, entries: new Map() }
    },
  ],
  ['torch._utils._rebuild_tensor_v2', (args, refuse) => rebuildTensor(args, refuse)],
  [
    'torch._utils._rebuild_parameter',
    ([tensor, trains, hooks, ...more], refuse) => {
      if (typeof trains !== 'boolean' || !noHooks(hooks) || more.length > 0)
        refuse('gives torch._utils._rebuild_parameter other arguments than a tensor, a truth value and no hooks')
      return asKind(tensor, 'tensor') ?? refuse('makes a parameter of something that is no tensor')
    },
  ],
])

/** True for the few names of Python modules that a state dict needs; every other one is to be refused. */
export const isKnownGlobal = (name: string): boolean => storages.has(name) || calls.has(name)

/** What calling a known name gives: a dictionary or a tensor. No code of Python is behind it. */
export const callGlobal = (name: string, args: readonly PickleValue[], refuse: Refuse): PickleValue =>
  (calls.get(name) ?? refuse(`calls ${name}, which is a type of storage and no function`))(args, refuse)

/** The storage that a persistent id stands for: `('storage', type, key, location, elements)`. */
export const storageOf = (id: PickleValue, refuse: Refuse): PickledStorage => {
  const items = asKind(id, 'tuple')?.items
  if (items?.length !== 5 || items[0] !== 'storage')
    return refuse('refers to something that is not (storage, type, key, location, elements)')
  const [, name, key, location, count] = items
  const global = asKind(name, 'global')?.name
  const type = global === undefined ? undefined : storages.get(global)
  if (type === undefined) return refuse(`refers to a storage whose type is ${global ?? 'no type'}`)
  if (typeof key !== 'string' || typeof location !== 'string')
    return refuse('refers to a storage whose key or location is no text')
  if (!isCount(count)) return refuse(`refers to the storage "${key.slice(0, 40)}" of ${describe(count)} elements`)
  return { kind: 'storage', type, key, count }
}

const rebuildTensor: (args: readonly PickleValue[], refuse: Refuse) => PickledTensor = (args, refuse) => {
  const wrong = (what: string) => refuse(`gives torch._utils._rebuild_tensor_v2 ${what}`)
  if (args.length < 6 || args.length > 7) return wrong(`${args.length} arguments, not 6 or 7`)
  const [first, start, sizes, steps, trains, hooks, metadata] = args
  const storage = asKind(first, 'storage') ?? wrong('no storage')
  if (!isCount(start)) return wrong(`the storage offset ${describe(start)}`)
  const shape = countsOf(sizes) ?? wrong('a size that is no tuple of whole numbers')
  const strides = countsOf(steps) ?? wrong('strides that are no tuple of whole numbers')
  if (strides.length !== shape.length) return wrong(`${shape.length} sizes and ${strides.length} strides`)
  if (typeof trains !== 'boolean') return wrong('something else than a truth value for requires_grad')
  if (!noHooks(hooks)) return wrong('backward hooks')
  // A set bit of it (conjugate, negative) says that the numbers are other ones than those that are stored.
  if (metadata !== undefined && metadata !== null && asKind(metadata, 'dict')?.entries.size !== 0)
    return wrong('marks on the tensor, such as a lazy negation')
  return { kind: 'tensor', storage, start, shape, strides }
}

const isCount = (value: PickleValue | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const countsOf = (value: PickleValue | undefined): readonly number[] | undefined => {
  const items = asKind(value, 'tuple')?.items
  return items?.every(isCount) ? items : undefined
}

const noHooks = (value: PickleValue | undefined): boolean => value === null || asKind(value, 'dict')?.entries.size === 0

const describe = (value: PickleValue | undefined): string =>
  typeof value === 'object' && value !== null ? `a ${value.kind}` : JSON.stringify(value)
