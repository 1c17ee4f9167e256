interface OfGlobal {
  /** Of a Python module, as torch.FloatStorage. */
  readonly global: string
}

/** What is wrong with the pickle of a weight file, in English, to follow its name. */
export const pickleSentences = {
  pickleBegins: () => 'does not begin with PROTO, as protocol 2 and later do',
  pickleStops: () => 'stops without STOP',
  noOpcode: () => 'meets a byte that is no opcode',
  otherProtocol: ({ protocol }: { protocol: number }) => `has protocol ${protocol}; torch.save writes 2 to 4`,
  pickleGoesOn: ({ bytes }: { bytes: number }) => `is followed by ${bytes} more bytes`,
  pickleNeeds: ({ bytes, left }: { bytes: number; left: number }) => `needs ${bytes} bytes where only ${left} are left`,
  asksFor: ({ global }: { global: string }) => `asks for ${global}, which no state dict needs`,
  otherInstruction: () => 'is an instruction that no state dict needs',

  numberTooLarge: ({ number }: { number: string }) => `holds the number ${number}, which is too large`,
  numberTooLong: ({ bytes, most }: { bytes: number; most: number }) =>
    `holds a number of ${bytes} bytes; no more than ${most} are read`,
  textNotUtf8: () => 'holds text that is not UTF-8',
  nameTooLong: ({ most }: { most: number }) => `holds a name of more than ${most} bytes, or one that does not end`,

  stackTooSmall: ({ count, there }: { count: number; there: number }) =>
    `takes ${count} values from a stack of ${there}`,
  noMark: () => 'looks for a mark where none is set',
  changesOther: ({ kind }: { kind: string }) => `changes a value that is no ${kind}`,
  changesPart: ({ kind }: { kind: string }) => `changes a ${kind} that is already part of another value`,
  remembersTwo: ({ index }: { index: number }) => `remembers two values under the number ${index}`,
  notRemembered: ({ index }: { index: number }) => `asks for value ${index}, which was not remembered`,
  intoItself: ({ kind }: { kind: string }) => `puts a ${kind} into itself`,
  endsOtherwise: ({ values, marks }: { values: number; marks: number }) =>
    `ends with ${values} values and ${marks} open marks, not with one value`,

  secondProtocol: () => 'names its protocol a second time',
  tooManyOpcodes: ({ most }: { most: number }) => `goes on after ${most} opcodes, more than any state dict has`,
  keyWithoutValue: () => 'gives a key without a value',
  otherKey: () => 'has a key that is neither text nor number',
  keyTwice: ({ key }: { key: string }) => `has the key ${key} twice`,
  frameTooLong: ({ bytes, left }: { bytes: number; left: number }) =>
    `announces ${bytes} bytes where only ${left} are left`,
  nameNoText: () => 'takes something else than text for a name',
  callsNoName: () => 'calls something that is no name',
  callWithoutTuple: ({ global }: OfGlobal) => `calls ${global} with something that is no tuple`,
  callsStorage: ({ global }: OfGlobal) => `calls ${global}, which is a type of storage and no function`,
  setsOther: () => 'sets something else than the _metadata of a state dict',
  setsOnPlain: () => 'sets attributes of a plain dictionary',

  /** `what` is one of those below. */
  givesCall: ({ global, what }: OfGlobal & { what: string }) => `gives ${global} ${what}`,
  argumentsAtAll: () => 'arguments, as no state dict does',
  otherThanParameter: () => 'other arguments than a tensor, a truth value and no hooks',
  otherCount: ({ count }: { count: number }) => `${count} arguments, not 6 or 7`,
  noStorageGiven: () => 'no storage',
  offsetGiven: ({ value }: { value: string }) => `the storage offset ${value}`,
  otherSize: () => 'a size that is no tuple of whole numbers',
  otherStrides: () => 'strides that are no tuple of whole numbers',
  countsDiffer: ({ sizes, strides }: { sizes: number; strides: number }) => `${sizes} sizes and ${strides} strides`,
  otherRequiresGrad: () => 'something else than a truth value for requires_grad',
  backwardHooks: () => 'backward hooks',
  tensorMarks: () => 'marks on the tensor, such as a lazy negation',
  parameterOfOther: () => 'makes a parameter of something that is no tensor',

  refersToOther: () => 'refers to something that is not (storage, type, key, location, elements)',
  storageOfType: ({ type }: { type: string }) => `refers to a storage whose type is ${type}`,
  noType: () => 'no type',
  storageNoText: () => 'refers to a storage whose key or location is no text',
  storageOfCount: ({ storage, value }: { storage: string; value: string }) =>
    `refers to the storage "${storage}" of ${value} elements`,
  /** In place of a value that is none of the plain ones. */
  valueOfKind: ({ kind }: { kind: string }) => `a ${kind}`,
}
