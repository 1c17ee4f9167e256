import { expect, test } from 'vitest'
import { diskTrouble } from '../../../server/worker/disk-trouble.ts'

test('a write without room says what, where, how much is missing, and what to do', () => {
  const full = Object.assign(new Error('ENOSPC'), {
    code: 'ENOSPC',
    path: '/data/cache/x',
    missing: '12 MB are needed there, and 3 MB are left',
  })
  expect(diskTrouble(full, 'The result')).toEqual({
    problem:
      'The result could not be written to /data/cache/x: the disk is full; 12 MB are needed there, and 3 MB are left.',
    remedy: 'Make room there',
  })
  expect(diskTrouble(Object.assign(new Error('x'), { code: 'EFBIG' }), 'The result', '/data')).toEqual({
    problem: 'The result could not be written to /data: the file would be larger than the disk allows.',
    remedy: 'Make room there',
  })
})

test('an error that is no failed write is none', () => {
  for (const error of [new Error('no'), Object.assign(new Error('no'), { code: 'ENOENT' }), null, undefined, 'text'])
    expect(diskTrouble(error, 'The result')).toBeUndefined()
})
