import { pickFiles } from '../parts/pick-files.ts'
import type { Documents } from '../state/documents.ts'

/** Lets the person choose workflow files, and opens each. */
export const chooseWorkflows = async ({ importFile }: Pick<Documents, 'importFile'>): Promise<void> => {
  for (const file of await pickFiles('.json,application/json', true)) await importFile(file)
}
