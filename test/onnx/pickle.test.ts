import { describe, expect, test } from 'vitest'
import {
  call,
  dict,
  global,
  int,
  join,
  little,
  op,
  ordered,
  type Piece,
  pickle,
  storage,
  tensor,
  text,
  tuple,
} from '../../bench/torch-file.ts'
import { maxPickleOpcodes, readPickle } from '../../onnx/pickle.ts'
import { opcodeByte, opcodes } from '../../onnx/pickle-opcodes.ts'
import { asKind } from '../../onnx/pickle-values.ts'
import { WeightError } from '../../onnx/tensors.ts'

const file = 'unet/model.bin'
const read = (...value: readonly Piece[]) => readPickle(pickle(...value), file)

/** The message with which it is refused. */
const refusal = (bytes: Uint8Array): string => {
  let value: unknown
  try {
    value = readPickle(bytes, file)
  } catch (error) {
    expect(error).toBeInstanceOf(WeightError)
    const { message } = error as Error
    expect(message).toContain(`${file}: its pickle, in `)
    expect(message).toMatch(/(?:download it again|take the safetensors version)/)
    return message
  }
  throw new Error(`It was read: ${JSON.stringify(value)}`)
}
const refused = (...value: readonly Piece[]) => refusal(pickle(...value))

describe('what torch.save writes is read', () => {
  test('tensors, parameters, tied and partial ones', () => {
    const value = read(
      dict(
        [text('w'), [tensor(storage('F16', '0', 24), [2, 3], { start: 6 }), op('BINPUT', 7)]],
        [text('tied'), op('BINGET', 7)],
        [
          text('p'),
          call(
            global('torch._utils', '_rebuild_parameter'),
            tensor(storage('I64', '1', 1), []),
            op('NEWTRUE'),
            ordered,
          ),
        ],
      ),
    )
    const entries = asKind(value, 'dict')?.entries
    expect([...(entries?.keys() ?? [])]).toEqual(['w', 'tied', 'p'])
    expect(entries?.get('w')).toEqual({
      kind: 'tensor',
      storage: { kind: 'storage', type: 'F16', key: '0', count: 24 },
      start: 6,
      shape: [2, 3],
      strides: [3, 1],
    })
    expect(entries?.get('tied')).toBe(entries?.get('w'))
    expect(entries?.get('p')).toMatchObject({ kind: 'tensor', shape: [], storage: { type: 'I64' } })
  })

  test('an ordered dictionary with the versions of its layers, in two batches', () => {
    const value = read(
      ordered,
      op('BINPUT', 0),
      [op('MARK'), text('a'), int(1), op('SETITEMS')],
      [text('b'), int(2), op('SETITEM')],
      dict([text('_metadata'), [ordered, text(''), dict([text('version'), int(1)]), op('SETITEM')]]),
      op('BUILD'),
    )
    expect(value).toEqual({
      kind: 'dict',
      ordered: true,
      entries: new Map([
        ['a', 1],
        ['b', 2],
      ]),
    })
  })

  test('every kind of plain value, in protocols 2 to 4', () => {
    const pieces: [Piece, unknown][] = [
      [op('NONE'), null],
      [op('NEWTRUE'), true],
      [op('NEWFALSE'), false],
      [op('BININT1', 255), 255],
      [op('BININT2', little(65535, 2)), 65535],
      [op('BININT', little(-2, 4)), -2],
      [op('LONG1', 0), 0],
      [op('LONG1', 1, 0x80), -128],
      [op('LONG1', 5, little(2 ** 32, 5)), 2 ** 32],
      [op('LONG1', 8, little(-(2n ** 53n) + 1n, 8)), -(2 ** 53) + 1],
      [op('BINFLOAT', [0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a]), 0.1],
      [text('ä\u{1f600}'), 'ä\u{1f600}'],
      [op('SHORT_BINUNICODE', 2, 'ab'), 'ab'],
      [op('BINUNICODE8', little(3, 8), 'abc'), 'abc'],
      [op('EMPTY_LIST'), { kind: 'list', items: [] }],
      [
        [op('EMPTY_LIST'), int(1), op('APPEND'), op('MARK'), int(2), int(3), op('APPENDS')],
        { kind: 'list', items: [1, 2, 3] },
      ],
      [op('EMPTY_TUPLE'), { kind: 'tuple', items: [] }],
      [[int(1), op('TUPLE1')], { kind: 'tuple', items: [1] }],
      [[int(1), int(2), op('TUPLE2')], { kind: 'tuple', items: [1, 2] }],
      [[int(1), int(2), int(3), op('TUPLE3')], { kind: 'tuple', items: [1, 2, 3] }],
      [[op('NONE'), op('MEMOIZE'), op('BINGET', 0), op('TUPLE2')], { kind: 'tuple', items: [null, null] }],
      [
        [
          op('NONE'),
          op('LONG_BINPUT', little(2 ** 32 - 1, 4)),
          op('LONG_BINGET', little(2 ** 32 - 1, 4)),
          op('TUPLE2'),
        ],
        { kind: 'tuple', items: [null, null] },
      ],
      [
        [text('collections'), text('OrderedDict'), op('STACK_GLOBAL'), op('EMPTY_TUPLE'), op('REDUCE')],
        { kind: 'dict', ordered: true, entries: new Map() },
      ],
    ]
    for (const protocol of [2, 3, 4])
      for (const [piece, value] of pieces) {
        const body = join(piece, op('STOP'))
        const frame = protocol === 4 ? op('FRAME', little(body.length, 8)) : []
        expect(readPickle(join(op('PROTO', protocol), frame, body), file)).toEqual(value)
      }
  })

  test('names of the prototype are only text', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const value = read(dict(...names.map((name): [Piece, Piece] => [text(name), dict([text('polluted'), int(1)])])))
    expect([...(asKind(value, 'dict')?.entries.keys() ?? [])]).toEqual(names)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('what would run code is refused by name', () => {
  const command = [text('touch /tmp/owned'), op('TUPLE1')]

  test('os.system by GLOBAL and REDUCE', () => {
    const message = refused(global('os', 'system'), command, op('REDUCE'))
    expect(message).toContain('opcode GLOBAL at byte 2, asks for "os.system"')
    expect(message).toContain('Nothing of it was run.')
  })

  test.each([
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['builtins', 'getattr'],
    ['__builtin__', 'exec'],
    ['torch', 'load'],
    ['torch', 'FloatStorage.__init__'],
    ['torch._utils', '_rebuild_tensor_v2.__globals__'],
    ['torch._utils._rebuild_tensor_v2', '__class__'],
    ['collections', 'OrderedDict.fromkeys'],
    ['torch.storage', '_load_from_bytes'],
    ['', 'collections.OrderedDict'],
    ['__proto__', 'constructor'],
  ])('%s.%s, as GLOBAL and from the stack', (module, name) => {
    expect(refused(global(module, name))).toContain(`asks for "${module}.${name}"`)
    const message = refused(text(module), text(name), op('STACK_GLOBAL'), command, op('REDUCE'))
    expect(message).toMatch(/opcode STACK_GLOBAL at byte \d+, asks for/)
  })

  test('every opcode that torch.save does not write, and every byte that is none', () => {
    const written = new Set(
      [
        'MARK STOP BININT BININT1 BININT2 NONE BINPERSID REDUCE BINUNICODE APPEND BUILD GLOBAL EMPTY_DICT APPENDS BINGET'.split(
          ' ',
        ),
        'LONG_BINGET EMPTY_LIST BINPUT LONG_BINPUT SETITEM TUPLE EMPTY_TUPLE SETITEMS BINFLOAT PROTO TUPLE1 TUPLE2 TUPLE3'.split(
          ' ',
        ),
        'NEWTRUE NEWFALSE LONG1 SHORT_BINUNICODE BINUNICODE8 STACK_GLOBAL MEMOIZE FRAME'.split(' '),
      ].flat(),
    )
    let foreign = 0
    for (let byte = 0; byte < 256; byte++) {
      const name = opcodes.get(byte)
      if (name !== undefined && written.has(name)) continue
      // A full stack and memo, so that nothing else can be wrong.
      const message = refused(
        op('MARK'),
        global('collections', 'OrderedDict'),
        op('EMPTY_TUPLE'),
        op('BINPUT', 0),
        byte,
      )
      if (name === undefined) expect(message).toMatch(/opcode 0x[0-9a-f]{2} at byte 31, meets a byte that is no opcode/)
      else {
        expect(message).toContain(`opcode ${name} at byte 31, is an instruction that no state dict needs`)
        foreign++
      }
    }
    expect(foreign).toBe(opcodes.size - written.size)
    expect(foreign).toBeGreaterThan(25)
  })

  test.each<[string, Piece, RegExp]>([
    ['calls of a value', [text('os.system'), command, op('REDUCE')], /calls something that is no name/],
    [
      'calls of a storage type',
      call(global('torch', 'FloatStorage'), int(4)),
      /calls torch\.FloatStorage, .* no function/,
    ],
    [
      'calls without a tuple',
      [global('collections', 'OrderedDict'), op('EMPTY_LIST'), op('REDUCE')],
      /something that is no tuple/,
    ],
    [
      'OrderedDict of something',
      call(global('collections', 'OrderedDict'), op('EMPTY_LIST')),
      /gives collections\.OrderedDict arguments/,
    ],
    [
      'BUILD on a plain dictionary',
      [op('EMPTY_DICT'), dict([text('_metadata'), op('EMPTY_DICT')]), op('BUILD')],
      /attributes of a plain dictionary/,
    ],
    [
      'BUILD of other attributes',
      [ordered, dict([text('__class__'), int(1)]), op('BUILD')],
      /something else than the _metadata/,
    ],
    [
      'BUILD of slots',
      [ordered, op('NONE'), op('EMPTY_DICT'), op('TUPLE2'), op('BUILD')],
      /something else than the _metadata/,
    ],
    [
      'BUILD on a name',
      [global('collections', 'OrderedDict'), op('EMPTY_DICT'), op('BUILD')],
      /changes a value that is no dict/,
    ],
    [
      'BUILD on a tensor',
      [tensor(storage('F32', '0', 1), [1]), op('EMPTY_DICT'), op('BUILD')],
      /changes a value that is no dict/,
    ],
    [
      'SETITEM on a name',
      [global('torch', 'FloatStorage'), text('a'), int(1), op('SETITEM')],
      /changes a value that is no dict/,
    ],
    ['a key that is a name', dict([global('torch', 'FloatStorage'), int(1)]), /neither text nor number/],
  ])('%s', (_, piece, message) => {
    expect(refused(piece)).toMatch(message)
  })
})

describe('tensors and storages that lie', () => {
  const rebuild = (...args: readonly Piece[]) => call(global('torch._utils', '_rebuild_tensor_v2'), ...args)
  const one = storage('F32', '0', 4)
  const sizes = tuple(int(4))
  const strides = tuple(int(1))
  const id = (...items: readonly Piece[]) => [tuple(...items), op('BINPERSID')]
  const type = global('torch', 'FloatStorage')

  test.each<[string, Piece, RegExp]>([
    ['five arguments', rebuild(one, int(0), sizes, strides, op('NEWFALSE')), /5 arguments/],
    ['no storage', rebuild(int(1), int(0), sizes, strides, op('NEWFALSE'), ordered), /no storage/],
    ['negative start', rebuild(one, int(-1), sizes, strides, op('NEWFALSE'), ordered), /the storage offset -1/],
    ['a size that is text', rebuild(one, int(0), tuple(text('4')), strides, op('NEWFALSE'), ordered), /a size/],
    ['negative size', rebuild(one, int(0), tuple(int(-4)), strides, op('NEWFALSE'), ordered), /a size/],
    ['negative stride', rebuild(one, int(0), sizes, tuple(int(-1)), op('NEWFALSE'), ordered), /strides/],
    ['strides of another rank', rebuild(one, int(0), sizes, tuple(), op('NEWFALSE'), ordered), /1 sizes and 0 strides/],
    ['requires_grad', rebuild(one, int(0), sizes, strides, type, ordered), /requires_grad/],
    ['hooks', rebuild(one, int(0), sizes, strides, op('NEWFALSE'), dict([int(1), int(1)])), /hooks/],
    [
      'lazy negation',
      rebuild(one, int(0), sizes, strides, op('NEWFALSE'), ordered, dict([text('neg'), op('NEWTRUE')])),
      /lazy negation/,
    ],
    [
      'a parameter of nothing',
      call(global('torch._utils', '_rebuild_parameter'), one, op('NEWTRUE'), ordered),
      /no tensor/,
    ],
    ['an id that is text', [text('storage'), op('BINPERSID')], /not \(storage,/],
    ['a module by id', id(text('module'), type, text('0'), text('cpu'), int(4)), /not \(storage,/],
    [
      'an unknown type',
      id(text('storage'), text('torch.FloatStorage'), text('0'), text('cpu'), int(4)),
      /whose type is no type/,
    ],
    [
      'a function for a type',
      id(text('storage'), global('collections', 'OrderedDict'), text('0'), text('cpu'), int(4)),
      /whose type is collections\.OrderedDict/,
    ],
    ['a key that is a number', id(text('storage'), type, int(0), text('cpu'), int(4)), /key or location/],
    ['fewer than no elements', id(text('storage'), type, text('0'), text('cpu'), int(-4)), /of -4 elements/],
  ])('%s', (_, piece, message) => {
    expect(refused(piece)).toMatch(message)
  })
})

describe('a pickle that is broken or built to hurt', () => {
  test.each<[string, Piece, RegExp]>([
    ['stack underflow', op('REDUCE'), /opcode REDUCE at byte 2, takes 2 values from a stack of 0/],
    ['underflow below a mark', [int(1), int(2), op('MARK'), op('TUPLE2')], /takes 2 values from a stack of 0/],
    ['no mark', [int(1), op('TUPLE')], /looks for a mark where none is set/],
    ['a mark left', [int(1), op('MARK')], /ends with 1 values and 1 open marks/],
    ['two values left', [int(1), int(2)], /ends with 2 values/],
    ['nothing left', [], /ends with 0 values/],
    ['an unknown memo', op('BINGET', 3), /asks for value 3, which was not remembered/],
    ['a memo of nothing', op('BINPUT', 0), /takes 1 values from a stack of 0/],
    ['a memo written twice', [int(1), op('BINPUT', 0), op('BINPUT', 0)], /two values under the number 0/],
    [
      'a dictionary in itself',
      [op('EMPTY_DICT'), op('BINPUT', 0), text('a'), op('BINGET', 0), op('SETITEM')],
      /puts a dict into itself/,
    ],
    [
      'a list in itself by a tuple',
      [op('EMPTY_LIST'), op('BINPUT', 0), op('BINGET', 0), op('TUPLE1'), op('APPEND')],
      /puts a list into itself/,
    ],
    [
      'a finished value that changes',
      [op('EMPTY_LIST'), op('BINPUT', 0), op('TUPLE1'), op('BINGET', 0), int(1), op('APPEND')],
      /already part of another value/,
    ],
    ['a key without a value', [op('EMPTY_DICT'), op('MARK'), text('a'), op('SETITEMS')], /a key without a value/],
    ['a key twice', dict([text('a'), int(1)], [text('a'), int(2)]), /the key "a" twice/],
    [
      'text longer than the file',
      op('BINUNICODE', little(2 ** 32 - 1, 4), 'a'),
      /needs 4294967295 bytes where only 2 are left/,
    ],
    ['text beyond all numbers', op('BINUNICODE8', little(2n ** 64n - 1n, 8)), /too large/],
    ['a number of 255 bytes', op('LONG1', 255, new Uint8Array(255)), /a number of 255 bytes/],
    ['a number beyond 2⁵³', op('LONG1', 8, little(2n ** 53n, 8)), /9007199254740992, which is too large/],
    ['text that is no UTF-8', op('BINUNICODE', little(1, 4), 0xff), /not UTF-8/],
    ['a name without end', op('GLOBAL', 'a'.repeat(300)), /more than 255 bytes/],
    ['a frame beyond the end', op('FRAME', little(1000, 8)), /announces 1000 bytes where only 1 are left/],
    ['a second protocol', [op('PROTO', 2), int(1)], /a second time/],
    ['bytes behind the end', [int(1), op('STOP'), int(1)], /followed by 3 more bytes/],
  ])('%s', (_, piece, message) => {
    expect(refused(piece)).toMatch(message)
  })

  test('other protocols, and no pickle at all', () => {
    expect(refusal(join('I1\n.'))).toMatch(/does not begin with PROTO/)
    expect(refusal(new Uint8Array(0))).toMatch(/does not begin with PROTO/)
    for (const protocol of [0, 1, 5, 255])
      expect(refusal(join(op('PROTO', protocol), op('NONE'), op('STOP')))).toContain(`protocol ${protocol}`)
  })

  test('cut anywhere', () => {
    const whole = pickle(dict([text('w'), tensor(storage('F32', '0', 6), [2, 3])]))
    for (let length = 0; length < whole.length; length++) refusal(whole.subarray(0, length))
    expect(asKind(readPickle(whole, file), 'dict')?.entries.size).toBe(1)
  })

  test('a billion laughs stay as many values as there are opcodes', () => {
    // Each tuple holds the one before ten times: written out, 10⁵⁰ values.
    const laughs = Array.from(
      { length: 50 },
      (_, level): Piece => [
        op('BINPUT', level),
        op('MARK'),
        Array.from({ length: 10 }, () => op('BINGET', level)),
        op('TUPLE'),
      ],
    )
    // Every tuple leaves the one that it was made of on the stack: gather them.
    const value = asKind(read(op('MARK'), text('ha'), laughs, op('TUPLE')), 'tuple')
    expect(value?.items).toHaveLength(51)
    expect(asKind(value?.items[50], 'tuple')?.items[9]).toBe(value?.items[49])
  })

  test('900,000 tuples in one another need no deep stack of calls', () => {
    const depth = 900_000
    const bytes = join(op('PROTO', 2), op('EMPTY_TUPLE'), new Uint8Array(depth).fill(opcodeByte('TUPLE1')), op('STOP'))
    let value = asKind(readPickle(bytes, file), 'tuple')
    let reached = 0
    for (; value?.items.length === 1; reached++) value = asKind(value.items[0], 'tuple')
    expect(reached).toBe(depth)
  })

  test.each(['MARK', 'EMPTY_DICT'] as const)('nothing but %s ends at the most opcodes that are read', (name) => {
    const bytes = new Uint8Array(maxPickleOpcodes + 10).fill(opcodeByte(name))
    bytes.set(join(op('PROTO', 2)))
    expect(refusal(bytes)).toContain(`goes on after ${maxPickleOpcodes} opcodes`)
  })
})
