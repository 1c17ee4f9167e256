import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drainProgram } from '../../../server/worker/drain-program.ts'
import { feedProgram } from '../../../server/worker/feed-program.ts'

const ways = {
  feed: (program: string, words: readonly string[]) =>
    feedProgram({ program, arguments: words, pieces: 1, piece: () => new Uint8Array(1) }),
  drain: (program: string, words: readonly string[]) => drainProgram({ program, arguments: words, bytes: 8 }),
}

test.each(['feed', 'drain'] as const)(
  '%s: a program that fails is named with how it ended and what to do',
  async (way) => {
    const nowhere = join(tmpdir(), 'no-such-ffmpeg')
    await expect(ways[way](nowhere, [])).rejects.toThrow(
      /no-such-ffmpeg failed: it could not be started \(it is not there\)\. Check that the file is there .*FFMPEG_BIN/,
    )
    const node = (script: string) => ways[way](process.execPath, ['-e', script])
    await expect(node('console.error("bad\\npixels"); process.exitCode = 3')).rejects.toThrow(
      /it ended with code 3\. Run again; .* It said:\nbad\npixels$/,
    )
    await expect(node('process.kill(process.pid, "SIGKILL")')).rejects.toThrow(
      /it was ended by SIGKILL.*run again\. It said nothing\.$/,
    )
  },
)
