'use client'
import { Cable, Unlink } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { inputType } from '../../workflow/definition.ts'
import { inputOf, isLink, type NodeId, nodeOf } from '../../workflow/document.ts'
import { disconnect } from '../../workflow/edits.ts'
import { layoutCard } from '../canvas/geometry.ts'
import { useDefinition, useNeighbours, useProblems } from '../cards/card-hooks.ts'
import { FieldLine } from '../cards/field-line.tsx'
import { useGiven } from '../cards/use-given.ts'
import { IconButton } from '../parts/icon-button.tsx'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'
import style from './outline.module.css'

interface OutlineFieldsProps {
  readonly id: NodeId
  /** False where a canvas stands beside it: a field that is not connected is connected there. */
  readonly connects?: boolean
}

/** The fields of a node, as on its card, each with its connection where it takes one. */
export const OutlineFields = ({ id, connects = true }: OutlineFieldsProps) => {
  const texts = useTexts()
  const { editor, definitions, connectSocket } = useApp()
  const kind = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.node)
  const inputs = useStore(editor.store, (state) => nodeOf(state.history.present, id)?.inputs)
  const definition = useDefinition(kind)
  const neighbours = useNeighbours(id)
  const given = useGiven(id)
  const problems = useProblems(id)
  const node = useMemo(
    () => (kind === undefined || !inputs ? undefined : { node: kind, version: 0, at: [0, 0] as const, inputs }),
    [kind, inputs],
  )
  if (!node || !definition) return null
  const { fields } = layoutCard(definition, node)
  return fields.map((row) => {
    const linkable = row.names.filter(
      (name) => inputType(definition.inputs[name]!) !== undefined && (connects || isLink(inputOf(node, name))),
    )
    return (
      <div key={row.names[0]} className={style.field}>
        <div className={style.fieldLine} style={{ minHeight: row.height }}>
          <FieldLine
            id={id}
            definition={definition}
            row={{ ...row, y: 0 }}
            filled={row.names.map((name) => inputOf(node, name))}
            sources={row.names.map((name) => neighbours.inputs[name])}
            given={row.names.map((name) => given[name])}
            problem={problems.find(({ input }) => input !== undefined && row.names.includes(input))?.message}
          />
        </div>
        {linkable.map((name) => {
          const { title } = definition.inputs[name]!
          return isLink(inputOf(node, name)) ? (
            <IconButton
              key={name}
              size="small"
              label={texts.outline.disconnectFrom(title, neighbours.inputs[name])}
              onClick={() => editor.commit(texts.outline.disconnect, disconnect(id, name, definitions))}
            >
              <Unlink size={13} strokeWidth={1.75} aria-hidden />
            </IconButton>
          ) : (
            <IconButton
              key={name}
              size="small"
              label={texts.outline.connectOther(title)}
              onClick={() => connectSocket(id, 'input', name)}
            >
              <Cable size={13} strokeWidth={1.75} aria-hidden />
            </IconButton>
          )
        })}
      </div>
    )
  })
}
