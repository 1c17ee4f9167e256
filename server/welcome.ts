import type { Definitions } from '../workflow/definition.ts'
import { nodeOf, readWorkflow, type Workflow } from '../workflow/document.ts'
import { fileTexts } from '../workflow/file-texts.ts'
import { titleOf } from '../workflow/rules.ts'
import type { Clip } from '../workflow/values.ts'
import type { JobEvent, JobId, RunAnswer, WorkflowId } from '../workflow/wire.ts'
import type { Examples } from './examples.ts'
import type { Preview } from './previews.ts'
import type { Terminal } from './terminal.ts'
import { createTerminalProgress } from './terminal-progress.ts'
import { WorkflowConflict, type Workflows } from './workflows.ts'

/** The example that a new person sees first. */
const firstExample = 'text-to-video'

export interface WelcomeParts {
  readonly examples: Pick<Examples, 'read'>
  readonly workflows: Pick<Workflows, 'save'>
  readonly definitions: () => Promise<Definitions>
  readonly run: (workflow: WorkflowId, document: unknown) => Promise<RunAnswer>
  /** Calls back with all that happens from now on; gives the way to end that. */
  readonly follow: (listener: {
    events(batch: readonly JobEvent[]): void
    preview(preview: Preview): void
  }) => () => void
  /** Where the file of a clip lies. */
  readonly pathOf: (clip: Clip) => string
  readonly terminal: Terminal
}

/**
 * Saves the first example, queues it and shows in the terminal how it goes, with the path of its clip at the end. Resolves
 * once it is queued. What goes wrong is said, and stops nothing.
 */
export const welcome = async (parts: WelcomeParts): Promise<void> => {
  const { examples, workflows, definitions, run, follow, terminal } = parts
  const text = await examples.read(firstExample)
  if (text === undefined) return
  const document = readWorkflow(text, fileTexts)
  try {
    await workflows.save(firstExample, Buffer.from(text), 'new')
  } catch (error) {
    // Workflows of an earlier journal may be there: this one is left as it is.
    if (!(error instanceof WorkflowConflict)) throw error
  }
  const early: JobEvent[] = []
  let told = (batch: readonly JobEvent[]): void => {
    early.push(...batch)
  }
  let previewed = (_: Preview): void => {}
  const leave = follow({ events: (batch) => told(batch), preview: (preview) => previewed(preview) })
  const answer = await run(firstExample, document)
  if ('error' in answer) {
    leave()
    terminal.say(`The demo could not be queued: ${answer.error}`)
    return
  }
  terminal.say('\nThis is the first start: the demo is running. Open the page to see it live.')
  const show = progressOf(answer.job, document, await definitions(), parts, leave)
  told = show.events
  previewed = show.preview
  told(early)
}

const progressOf = (
  job: JobId,
  document: Workflow,
  definitions: Definitions,
  { terminal, pathOf }: WelcomeParts,
  leave: () => void,
) => {
  const progress = createTerminalProgress(terminal, (id) => {
    const node = nodeOf(document, id)
    return node ? titleOf(definitions, node) : id
  })
  const clips: Clip[] = []
  return {
    events: (batch: readonly JobEvent[]) => {
      for (const event of batch) {
        if (event.job !== job) continue
        progress.happened(event)
        if (event.type === 'node-finished')
          for (const output of Object.values(event.outputs)) if (output.type === 'clip') clips.push(output)
        if (event.type === 'failed') terminal.say('The demo made no clip. Open the page to see why.')
        if (event.type === 'finished') for (const clip of clips) terminal.say(`The clip: ${pathOf(clip)}`)
        if (event.type === 'finished' || event.type === 'failed' || event.type === 'cancelled') leave()
      }
    },
    preview: ({ header }: Preview) => {
      if (header.job === job) progress.preview(header)
    },
  }
}
