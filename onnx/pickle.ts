import { type Said, say } from '../workflow/said/said.ts'
import { type Opcode, opcodeByte, opcodes } from './pickle-opcodes.ts'
import { createPickleReader, type PickleReader } from './pickle-reader.ts'
import { createPickleStack, type PickleStack } from './pickle-stack.ts'
import { asKind, type PickleValue } from './pickle-values.ts'
import { WeightError } from './tensors.ts'
import { callGlobal, isKnownGlobal, storageOf } from './torch-names.ts'

/** A tensor takes some 30 opcodes; a million are 30,000 tensors, and bound the memory that a hostile file can take. */
export const maxPickleOpcodes = 1_000_000

/**
 * The value that a pickle of a torch state dict describes. The reader is closed: it knows the opcodes of protocols 2 to 4
 * that torch.save writes for tensors, and the names in torch-names.ts; everything else is refused. It runs nothing, and
 * its steps and memory are bounded by the length of the pickle.
 * @param file what errors call the file
 * @throws WeightError naming the file, the opcode or the name, the byte in the pickle and what to do
 * @source CPython, Lib/pickletools.py; torch/serialization.py
 */
export const readPickle = (bytes: Uint8Array, file: string): PickleValue => {
  let at = 0
  const error = (detail: Said, advice: Said) => {
    const byte = bytes[at] ?? 0
    const name = opcodes.get(byte) ?? `0x${byte.toString(16).padStart(2, '0')}`
    const place = at < bytes.length ? say('opcodeAt', { opcode: name, byte: at }) : say('endAt', { byte: at })
    return new WeightError(say('pickleDetail', { file, place, detail, advice }))
  }
  const damaged = (what: Said): never => {
    throw error(what, say('madeByHand'))
  }
  const foreign = (what: Said): never => {
    throw error(what, say('nothingWasRun'))
  }
  const reader = createPickleReader(bytes, damaged)
  const machine: Machine = { reader, stack: createPickleStack(damaged), damaged, foreign }

  if (bytes[0] !== opcodeByte('PROTO')) damaged(say('pickleBegins'))
  for (let count = 0; count < maxPickleOpcodes; count++) {
    at = reader.at
    if (reader.left === 0) damaged(say('pickleStops'))
    const opcode = opcodes.get(reader.byte()) ?? damaged(say('noOpcode'))
    if (opcode === 'PROTO') {
      const protocol = reader.byte()
      if (count > 0) damaged(say('secondProtocol'))
      if (protocol < 2 || protocol > 4) foreign(say('otherProtocol', { protocol }))
    } else if (opcode === 'STOP') {
      if (reader.left > 0) damaged(say('pickleGoesOn', { bytes: reader.left }))
      return machine.stack.end()
    } else (actions[opcode] ?? (() => foreign(say('otherInstruction'))))(machine)
  }
  return damaged(say('tooManyOpcodes', { most: maxPickleOpcodes }))
}

interface Machine {
  readonly reader: PickleReader
  readonly stack: PickleStack
  /** Refuses what no pickler writes. */
  readonly damaged: (what: Said) => never
  /** Refuses what may mean something to Python, but is no part of a state dict. */
  readonly foreign: (what: Said) => never
}

const tuple = ({ stack }: Machine, items: readonly PickleValue[]) => stack.push({ kind: 'tuple', items })

const setItems = ({ stack, foreign, damaged }: Machine, pairs: readonly PickleValue[]) => {
  const { entries } = stack.open('dict')
  if (pairs.length % 2 > 0) damaged(say('keyWithoutValue'))
  for (let i = 0; i < pairs.length; i += 2) {
    const key = pairs[i]
    if (typeof key !== 'string' && typeof key !== 'number') return foreign(say('otherKey'))
    if (entries.has(key)) damaged(say('keyTwice', { key: JSON.stringify(key).slice(0, 200) }))
    entries.set(key, pairs[i + 1] as PickleValue)
  }
}

const append = ({ stack }: Machine, values: readonly PickleValue[]) => {
  const { items } = stack.open('list')
  for (const value of values) items.push(value)
}

const global = ({ stack, foreign }: Machine, module: string, name: string) => {
  const whole = `${module}.${name}`
  if (!isKnownGlobal(whole)) foreign(say('asksFor', { global: JSON.stringify(whole.slice(0, 200)) }))
  stack.push({ kind: 'global', name: whole })
}

/** What each opcode does; those that are not here are refused. */
const actions: Readonly<Partial<Record<Opcode, (machine: Machine) => void>>> = {
  NONE: ({ stack }) => stack.push(null),
  NEWTRUE: ({ stack }) => stack.push(true),
  NEWFALSE: ({ stack }) => stack.push(false),
  BININT: ({ stack, reader }) => stack.push(reader.signed(4)),
  BININT1: ({ stack, reader }) => stack.push(reader.byte()),
  BININT2: ({ stack, reader }) => stack.push(reader.unsigned(2)),
  LONG1: ({ stack, reader }) => stack.push(reader.signed(reader.byte())),
  BINFLOAT: ({ stack, reader }) => stack.push(reader.float()),
  BINUNICODE: ({ stack, reader }) => stack.push(reader.text(reader.unsigned(4))),
  SHORT_BINUNICODE: ({ stack, reader }) => stack.push(reader.text(reader.byte())),
  BINUNICODE8: ({ stack, reader }) => stack.push(reader.text(reader.unsigned(8))),

  MARK: ({ stack }) => stack.mark(),
  EMPTY_TUPLE: (machine) => tuple(machine, []),
  TUPLE1: (machine) => tuple(machine, machine.stack.take(1)),
  TUPLE2: (machine) => tuple(machine, machine.stack.take(2)),
  TUPLE3: (machine) => tuple(machine, machine.stack.take(3)),
  TUPLE: (machine) => tuple(machine, machine.stack.takeToMark()),
  EMPTY_LIST: ({ stack }) => stack.push({ kind: 'list', items: [] }),
  APPEND: (machine) => append(machine, machine.stack.take(1)),
  APPENDS: (machine) => append(machine, machine.stack.takeToMark()),
  EMPTY_DICT: ({ stack }) => stack.push({ kind: 'dict', ordered: false, entries: new Map() }),
  SETITEM: (machine) => setItems(machine, machine.stack.take(2)),
  SETITEMS: (machine) => setItems(machine, machine.stack.takeToMark()),

  BINPUT: ({ stack, reader }) => stack.put(reader.byte()),
  LONG_BINPUT: ({ stack, reader }) => stack.put(reader.unsigned(4)),
  MEMOIZE: ({ stack }) => stack.put(),
  BINGET: ({ stack, reader }) => stack.get(reader.byte()),
  LONG_BINGET: ({ stack, reader }) => stack.get(reader.unsigned(4)),
  FRAME: ({ reader, damaged }) => {
    const length = reader.unsigned(8)
    if (length > reader.left) damaged(say('frameTooLong', { bytes: length, left: reader.left }))
  },

  GLOBAL: (machine) => {
    const module = machine.reader.line()
    global(machine, module, machine.reader.line())
  },
  STACK_GLOBAL: (machine) => {
    const [module, name] = machine.stack.take(2)
    if (typeof module !== 'string' || typeof name !== 'string') return machine.damaged(say('nameNoText'))
    global(machine, module, name)
  },
  REDUCE: ({ stack, foreign }) => {
    const [callable, args] = stack.take(2)
    const { name } = asKind(callable, 'global') ?? foreign(say('callsNoName'))
    const { items } = asKind(args, 'tuple') ?? foreign(say('callWithoutTuple', { global: name }))
    stack.push(callGlobal(name, items, foreign))
  },
  BINPERSID: ({ stack, foreign }) => {
    const [id] = stack.take(1)
    stack.push(storageOf(id as PickleValue, foreign))
  },
  // A module's state dict carries the versions of its layers as an attribute, which say nothing of the numbers.
  BUILD: ({ stack, foreign }) => {
    const [state] = stack.take(1)
    const attributes = asKind(state, 'dict')
    if (!attributes || attributes.ordered || [...attributes.entries.keys()].some((key) => key !== '_metadata'))
      foreign(say('setsOther'))
    if (!stack.open('dict').ordered) foreign(say('setsOnPlain'))
  },
}
