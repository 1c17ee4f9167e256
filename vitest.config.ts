import { defineConfig } from 'vitest/config'
import { Sequence } from './test/sequence.ts'

const editor = 'test/editor/**/*.test.ts'
/** What computes and holds nothing outside of its own values: its files share processes, and so what they import. */
const pure = 'test/{app,diffusion,nodes,onnx,workflow}/**/*.test.{ts,tsx}'
/** What puts a module of Node or a package aside for one of its own: no other file may meet that. */
const mocking = 'test/server/{journal,workflows}.test.ts'

export default defineConfig({
  test: {
    setupFiles: ['test/law-seed.ts'],
    // Networks, child processes and a browser on a busy machine: how long a test may take says nothing of what it tests.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // vitest leaves one core to its own process by default; that one has next to nothing to do.
    maxWorkers: '100%',
    sequence: { sequencer: Sequence },
    projects: [
      { extends: true, test: { name: 'pure', include: [pure], isolate: false } },
      // One browser serves the files of a process.
      { extends: true, test: { name: 'editor', include: [editor], isolate: false } },
      { extends: true, test: { name: 'mocking', include: [mocking] } },
      {
        extends: true,
        test: {
          name: 'programs',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [pure, editor, mocking],
          isolate: false,
        },
      },
    ],
  },
})
