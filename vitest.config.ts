import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/law-seed.ts'],
    // Networks, child processes and a browser on a busy machine: how long a test may take says nothing of what it tests.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // vitest leaves one core to its own process by default; that one has next to nothing to do.
    maxWorkers: '100%',
  },
})
