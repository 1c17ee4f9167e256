import { readWorkflow } from '../../workflow/document.ts'
import { usedCheckpoints } from '../../workflow/used-checkpoints.ts'
import type { WorkflowId } from '../../workflow/wire.ts'
import type { Connection } from '../state/connection.ts'
import { openJobOf } from '../state/runs.ts'
import type { Texts } from '../texts/texts.ts'
import { queueRuns } from './queue-runs.ts'
import { refusedRun } from './refused-run.ts'
import { showNodes } from './show-nodes.ts'
import type { Studio } from './studio.ts'

interface RunActParts
  extends Pick<Studio, 'api' | 'store' | 'session' | 'saving' | 'looking' | 'runs' | 'terms' | 'canvas' | 'tell'> {
  readonly connection: Connection
  /** The texts of the chosen language. */
  texts(): Texts
}

/** What a person does with runs. */
export const createRunActs = (parts: RunActParts): Pick<Studio, 'run' | 'cancel' | 'retry' | 'move'> => {
  const { api, store, session, saving, looking, runs, terms, canvas, tell, connection, texts } = parts
  /** What takes back why the last run of a workflow was refused, once it was put right. */
  const refusals = new Map<WorkflowId, () => void>()
  return {
    async run(count = 1) {
      const editor = session.front()
      const { definitions, system, asking } = store.getState()
      if (!editor || !definitions || asking) return
      if (looking.store.getState()) {
        tell(texts().history.noRun, 'refused')
        return
      }
      if (!(await terms.allow(usedCheckpoints(editor.workflow(), definitions, system?.checkpoints ?? [])))) return
      store.setState({ asking: true })
      try {
        const { save } = saving
        const refusal = await queueRuns({
          editor,
          definitions,
          count,
          label: texts().fields.drawSeeds,
          save,
          connection,
        })
        if (!refusal) return refusals.get(editor.id)?.()
        const { answer, document } = refusal
        const { message, nodes } = refusedRun(answer, document, definitions, texts())
        refusals.set(editor.id, tell(message, 'failed'))
        showNodes(editor, nodes, session.front() === editor ? canvas.current : null)
      } finally {
        store.setState({ asking: false })
      }
    },
    async cancel(job) {
      const front = session.store.getState().front
      const wanted = job ?? (front === null ? undefined : openJobOf(runs.getState(), front)?.job)
      if (wanted !== undefined && !(await connection.cancel(wanted)))
        tell(runs.getState().connection === 'open' ? texts().saving.ended : texts().saving.cancelNoLine, 'refused')
    },
    async retry(job) {
      const answer = await connection.retry(job)
      if ('job' in answer) return
      const { definitions } = store.getState()
      // The nodes that it names are those of the document that ran.
      const document = await api
        .jobDocument(job)
        .then((text) => readWorkflow(text, texts().file))
        .catch(() => undefined)
      const known = document && definitions && refusedRun(answer, document, definitions, texts())
      tell(known?.message ?? answer.error, 'failed')
    },
    async move(job, before) {
      if (!(await connection.move(job, before))) tell(texts().saving.queueMoved, 'refused')
    },
  }
}
