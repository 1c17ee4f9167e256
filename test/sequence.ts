import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The order of the test files: first those in a browser and those with a process of their own, which take longest (Vitest has
 * the slowest of the last run first, or the largest files); then the pure ones, so that the short ones fill up the end. A process
 * is handed on only to a file of the same environment, so files that name theirs come last.
 */
export class Sequence extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) =>
      project.name === 'pure'
        ? readFileSync(moduleId, 'utf8').includes('@vitest-environment')
          ? 3
          : 2
        : project.name === 'editor'
          ? 0
          : 1
    const sorted = await super.sort(files)
    return [0, 1, 2, 3].flatMap((wanted) => sorted.filter((file) => place(file) === wanted))
  }
}
