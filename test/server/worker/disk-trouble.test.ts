import { expect, test } from 'vitest'
import { diskTrouble } from '../../../server/worker/disk-trouble.ts'
import { inEnglish, type Said, say } from '../../../workflow/said/said.ts'

const inWords = (error: unknown, where?: string) => {
  const { problem, remedy } = diskTrouble(error, say('theResult'), where) as { problem: Said; remedy: Said }
  return { problem: inEnglish(problem), remedy: inEnglish(remedy) }
}

test('a write without room says what, where, how much is missing, and what to do', () => {
  const full = Object.assign(new Error('ENOSPC'), {
    code: 'ENOSPC',
    path: '/data/cache/x',
    missing: say('roomNeededOf', { needed: 12e6, free: 3e6 }),
  })
  expect(inWords(full)).toEqual({
    problem:
      'The result could not be written to /data/cache/x: the disk is full; 12.0 MB are needed there, and 3.0 MB are left.',
    remedy: 'Make room there',
  })
  expect(inWords(Object.assign(new Error('x'), { code: 'EFBIG' }), '/data')).toEqual({
    problem: 'The result could not be written to /data: the file would be larger than the disk allows.',
    remedy: 'Make room there',
  })
})

test('an error that is no failed write is none', () => {
  for (const error of [new Error('no'), Object.assign(new Error('no'), { code: 'ENOENT' }), null, undefined, 'text'])
    expect(diskTrouble(error, say('theResult'))).toBeUndefined()
})
