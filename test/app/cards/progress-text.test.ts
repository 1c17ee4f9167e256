import { describe, expect, test } from 'vitest'
import { progressText } from '../../../app/cards/progress-text.ts'
import { de } from '../../../app/texts/de.ts'
import { en } from '../../../app/texts/en.ts'

const running = { status: 'running', address: 'a', done: 2, total: 4, seconds: 90 } as const

describe('the line on the steps of a node', () => {
  test('says what a step takes, and the time that is left', () => {
    expect(progressText(running, en)).toBe('step 2 of 4 · 1 min 30 s each · 3 min left')
    expect(progressText({ ...running, done: 4 }, en)).not.toContain('left')
  })

  test('within a step in windows says how many of them were seen, and counts them as done', () => {
    const within = { done: 1, total: 3 }
    expect(progressText({ ...running, within }, en)).toBe('step 2 of 4 · window 1 of 3 · 2 min 30 s left')
    expect(progressText({ ...running, within }, de)).toBe('Schritt 2 von 4 · Fenster 1 von 3 · noch 2 min 30 s')
  })

  test('says of one that is done how many steps it took, and of frames that are decoded no such thing', () => {
    const done = { status: 'done', total: 16, ms: 8100 } as const
    expect(progressText({ ...done, address: 'a' }, en)).toBe('16 steps · 8.1 s')
    expect(progressText(done, en)).toBe('done · 8.1 s')
    const decoding = { ...running, address: undefined }
    expect(progressText(decoding, en)).toBe('2 of 4 · 1 min 30 s each · 3 min left')
    expect(progressText(decoding, de)).toBe('2 von 4 · je 1 min 30 s · noch 3 min')
    expect(progressText({ ...running, status: 'stopped' }, en)).toBe('stopped at step 2 of 4')
    expect(progressText({ ...decoding, status: 'stopped' }, en)).toBe('stopped')
  })
})
