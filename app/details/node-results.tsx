'use client'
import { useStore } from 'zustand'
import type { NodeId } from '../../workflow/document.ts'
import { nodeOf } from '../../workflow/document.ts'
import { flatOutput } from '../../workflow/subgraphs/flat-output.ts'
import { socketType } from '../canvas/socket-type.ts'
import { useDefinition } from '../cards/card-hooks.ts'
import { FlowView } from '../inspect/flow-view.tsx'
import { lastFlow } from '../inspect/last-flow.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './details.module.css'

interface NodeResultsProps {
  readonly id: NodeId
  /** The picture of the node is shown by itself. */
  readonly pictured: boolean
}

/** What left each output of a node last. */
export const NodeResults = ({ id, pictured }: NodeResultsProps) => {
  const texts = useTexts()
  const { editor, runs } = useApp()
  const state = useStore(runs)
  const kind = useStore(editor.store, ({ history }) => nodeOf(history.present, id)?.node)
  const definition = useDefinition(kind)
  const outputs = Object.entries(definition?.outputs ?? {})
  if (outputs.length === 0) return null
  const flows = outputs.flatMap(([output, { title }]) => {
    const from = flatOutput((editor.whole ?? editor).workflow(), editor.path ?? [], { node: id, output })
    const flow = from && lastFlow(state, editor.id, from.node, from.output)
    return flow ? [{ output, title, flow }] : []
  })
  return (
    <section className={style.part} aria-label={texts.details.results}>
      <h3>{texts.details.results}</h3>
      {flows.length === 0 && <p className={style.quiet}>{texts.details.nothing}</p>}
      {flows.map(({ output, title, flow }) => {
        const type = socketType(definition, 'output', output, undefined)
        return (
          // biome-ignore lint/a11y/useSemanticElements: it groups what is said of one output; a fieldset would bring a form's looks and rules
          <div key={output} className={style.result} role="group" aria-label={texts.details.result(title)}>
            {outputs.length > 1 && (
              <b>
                <i style={{ background: type ? `var(--type-${type})` : 'var(--faint)' }} />
                {title}
              </b>
            )}
            <FlowView flow={flow} node={id} picture={!pictured} time={false} />
          </div>
        )
      })}
    </section>
  )
}
