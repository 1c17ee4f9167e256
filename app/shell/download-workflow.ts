import { type Workflow, writeWorkflow } from '../../workflow/document.ts'
import { fileName } from '../parts/artifact-url.ts'

/** Gives a workflow to the browser as a file. */
export const downloadWorkflow = (workflow: Workflow) => {
  const url = URL.createObjectURL(new Blob([writeWorkflow(workflow)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName(workflow.name ?? 'workflow')}.json`
  link.click()
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
