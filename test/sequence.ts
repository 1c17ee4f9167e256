import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The order of the test files: first those with a process of their own, which take longest (Vitest has the slowest of the
 * last run first, or the largest files); then those that share processes, so that the short ones fill up the end. A process
 * is handed on only to a file of the same environment, so files that name theirs come last.
 */
export class Sequence extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) =>
      project.config.isolate ? 0 : readFileSync(moduleId, 'utf8').includes('@vitest-environment') ? 2 : 1
    const sorted = await super.sort(files)
    return [0, 1, 2].flatMap((wanted) => sorted.filter((file) => place(file) === wanted))
  }
}
