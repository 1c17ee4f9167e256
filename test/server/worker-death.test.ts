import { expect, test } from 'vitest'
import { createErrorTail, deathOf } from '../../server/worker-death.ts'
import { inEnglish } from '../../workflow/said/said.ts'

test.each([
  [null, 'SIGKILL', undefined, 'The worker was killed by the system (SIGKILL), most likely because memory ran out.'],
  [137, null, undefined, 'The worker was killed by the system (SIGKILL), most likely because memory ran out.'],
  [null, 'SIGSEGV', undefined, 'The worker crashed in native code (SIGSEGV).'],
  [139, null, undefined, 'The worker crashed in native code (SIGSEGV).'],
  [
    134,
    null,
    'FATAL ERROR: no heap',
    'The worker crashed in native code (SIGABRT). Its last words: FATAL ERROR: no heap.',
  ],
  [null, 'SIGTERM', undefined, 'The worker was ended by the signal SIGTERM.'],
  [0, null, undefined, 'The worker ended by itself.'],
  [1, null, 'Error: Gone!', 'The worker stopped with an error (exit code 1). Its last words: Error: Gone!'],
  [3221225477, null, undefined, 'The worker crashed in native code (status 0xc0000005).'],
  [200, null, undefined, 'The worker stopped with an error (exit code 200).'],
] as const)('exit code %s, signal %s, last error %j', (code, signal, lastError, sentence) => {
  expect(inEnglish(deathOf(code, signal, lastError))).toBe(sentence)
})

test('the last error is the last line that names one', () => {
  const tail = createErrorTail()
  expect(tail.lastError()).toBeUndefined()
  tail.add(Buffer.from('loading\n  TypeError: first\n    at main.ts:3\nFATAL ERR'))
  expect(tail.lastError()).toBe('TypeError: first')
  tail.add(Buffer.from('OR: Reached heap limit\n 1: 0xb7 node\n'))
  expect(tail.lastError()).toBe('FATAL ERROR: Reached heap limit')
  tail.add(Buffer.from('RangeError [ERR_X]: too far\nError without a colon\n'))
  expect(tail.lastError()).toBe('RangeError [ERR_X]: too far')
  tail.add(Buffer.from('terminate called after throwing\n  what():  std::bad_alloc\n'))
  expect(tail.lastError()).toBe('what():  std::bad_alloc')
})

test('the tail keeps the end of much output, and cuts a long line', () => {
  const tail = createErrorTail()
  tail.add(Buffer.from('Error: long ago\n'))
  for (let line = 0; line < 2000; line++) tail.add(Buffer.from(`line ${line}\n`))
  expect(tail.lastError()).toBeUndefined()
  tail.add(Buffer.from(`Error: ${'x'.repeat(2000)}\n`))
  expect(tail.lastError()).toHaveLength(300)
})
