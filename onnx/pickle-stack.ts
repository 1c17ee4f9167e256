import { type Said, say } from '../workflow/said/said.ts'
import { asKind, type PickledDict, type PickledList, type PickleValue } from './pickle-values.ts'

/**
 * The stack and the memo of a pickle. Values are a tree, or share branches, but never lie within themselves: a dictionary
 * or list cannot be used again before it is finished, and not be changed afterwards.
 */
export interface PickleStack {
  mark(): void
  push(value: PickleValue): void
  /** The last values from the stack, in order of their pushing; they are finished thereby. */
  take(count: number): PickleValue[]
  /** All values above the last mark, and the mark. */
  takeToMark(): PickleValue[]
  /** The unfinished dictionary or list on top, which stays there. */
  open<K extends 'dict' | 'list'>(kind: K): K extends 'dict' ? PickledDict : PickledList
  /** Remembers the value on top; without an index as the next one. */
  put(index?: number): void
  /** Pushes a remembered value. */
  get(index: number): void
  /** The one value that is left at the end. */
  end(): PickleValue
}

/** @param refuse throws: says what is wrong with the use of the stack */
export const createPickleStack = (refuse: (what: Said) => never): PickleStack => {
  const values: PickleValue[] = []
  const marks: number[] = []
  const memo = new Map<number, PickleValue>()
  const unfinished = new Set<PickleValue>()

  const needs = (count: number): void => {
    const there = values.length - (marks.at(-1) ?? 0)
    if (there < count) refuse(say('stackTooSmall', { count, there }))
  }
  const push = (value: PickleValue): void => {
    values.push(value)
  }
  const takeFrom = (start: number): PickleValue[] => {
    const taken = values.splice(start)
    for (const value of taken) unfinished.delete(value)
    return taken
  }

  return {
    mark: () => {
      marks.push(values.length)
    },
    push: (value) => {
      if (asKind(value, 'dict') || asKind(value, 'list')) unfinished.add(value)
      push(value)
    },
    take: (count) => {
      needs(count)
      return takeFrom(values.length - count)
    },
    takeToMark: () => takeFrom(marks.pop() ?? refuse(say('noMark'))),
    open: (kind) => {
      needs(1)
      const top = asKind(values.at(-1), kind) ?? refuse(say('changesOther', { kind }))
      if (!unfinished.has(top)) refuse(say('changesPart', { kind }))
      return top as never
    },
    put: (index = memo.size) => {
      needs(1)
      if (memo.has(index)) refuse(say('remembersTwo', { index }))
      memo.set(index, values.at(-1) as PickleValue)
    },
    get: (index) => {
      const value = memo.get(index) ?? (memo.has(index) ? null : refuse(say('notRemembered', { index })))
      if (unfinished.has(value)) refuse(say('intoItself', { kind: (value as PickledDict).kind }))
      push(value)
    },
    end: () => {
      if (marks.length > 0 || values.length !== 1)
        refuse(say('endsOtherwise', { values: values.length, marks: marks.length }))
      return values[0] as PickleValue
    },
  }
}
