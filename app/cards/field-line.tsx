'use client'
import { memo } from 'react'
import { type Definition, type Field, fieldProblem } from '../../workflow/definition.ts'
import { type InputValue, isLink, type NodeId } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import type { Json } from '../../workflow/json.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import type { FieldRow } from '../canvas/geometry.ts'
import { ChoiceField } from './choice-field.tsx'
import style from './field.module.css'
import { NoteField } from './note-field.tsx'
import { NumberField } from './number-field.tsx'
import { placeInRange } from './number-text.ts'
import { SeedField } from './seed-field.tsx'
import { TextArea, TextLine } from './text-field.tsx'
import { ToggleField } from './toggle-field.tsx'

interface LineProps {
  readonly id: NodeId
  readonly definition: Definition
  readonly row: FieldRow
  /** What fills each field of the row, and the title of the node that it is linked to. */
  readonly filled: readonly (InputValue | undefined)[]
  readonly sources: readonly (string | undefined)[]
  readonly problem: string | undefined
}

/** One row of fields: the name at the left, the values at the right. */
export const FieldLine = memo(
  ({ id, definition, row, filled, sources, problem }: LineProps) => {
    const fields = row.names.map((name) => definition.inputs[name] as Field)
    const [first] = fields
    if (!first) return null
    const only = fields.length === 1
    const value = literalIn(first, filled[0])
    const bad = fields.map((field, index) => {
      const input = filled[index]
      return !isLink(input) && fieldProblem(field, literalIn(field, input)) !== undefined
    })
    const wrong = bad.includes(true)
    const linked = isLink(filled[0])
    const bar =
      only && first.kind === 'number' && !linked && !wrong && typeof value === 'number'
        ? placeInRange(value, first)
        : undefined
    const about = problem ?? first.about
    return (
      <div
        className={style.row}
        data-kind={row.kind}
        data-wrong={wrong || problem !== undefined || undefined}
        style={{ top: row.y, height: row.height }}
        title={about || undefined}
      >
        {row.kind === 'line' && <span className={style.name}>{only ? first.title : first.row}</span>}
        {fields.map((field, index) => {
          const name = row.names[index]!
          const source = sources[index]
          return (
            <span className={style.part} key={name} data-wrong={bad[index] || undefined}>
              {index > 0 && <span className={style.join}>{field.join ?? ''}</span>}
              {isLink(filled[index]) ? (
                <span className={style.from}>from {source ?? 'a link'}</span>
              ) : (
                <FieldValue id={id} name={name} field={field} kind={row.kind} value={literalIn(field, filled[index])} />
              )}
            </span>
          )
        })}
        {bar !== undefined && <i className={style.bar} style={{ width: `${bar * 100}%` }} />}
      </div>
    )
  },
  (a, b) =>
    a.id === b.id &&
    a.definition === b.definition &&
    a.problem === b.problem &&
    a.row.y === b.row.y &&
    a.row.height === b.row.height &&
    a.row.kind === b.row.kind &&
    a.row.names.join() === b.row.names.join() &&
    a.filled.every((each, index) => each === b.filled[index]) &&
    a.sources.every((each, index) => each === b.sources[index]),
)
FieldLine.displayName = 'FieldLine'

const literalIn = (field: Field, filled: InputValue | undefined): Json =>
  filled === undefined || isLink(filled) ? field.default : filled.value

/** What every kind of field gets. */
export interface FieldProps<F extends Field> {
  readonly id: NodeId
  readonly name: string
  readonly field: F
  readonly value: Json
  readonly set: SetField
}

/** Writes a field; with a gesture, together with its other changes as one edit. */
export type SetField = (value: Json, gesture?: string) => void

const FieldValue = ({
  id,
  name,
  field,
  kind,
  value,
}: {
  id: NodeId
  name: string
  field: Field
  kind: FieldRow['kind']
  value: Json
}) => {
  const { editor } = useDocument()
  const set: SetField = (next, gesture) =>
    editor.commit(`Set ${field.title.toLowerCase()}`, setValue(id, name, next), gesture)
  const props = { id, name, value, set }
  switch (field.kind) {
    case 'number':
      return <NumberField {...props} field={field} />
    case 'seed':
      return <SeedField {...props} field={field} />
    case 'choice':
      return <ChoiceField {...props} field={field} />
    case 'toggle':
      return <ToggleField {...props} field={field} />
    case 'text':
      return kind === 'line' ? (
        <TextLine {...props} field={field} />
      ) : kind === 'note' ? (
        <NoteField {...props} field={field} />
      ) : (
        <TextArea {...props} field={field} note={false} />
      )
  }
}
