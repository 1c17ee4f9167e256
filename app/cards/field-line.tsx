'use client'
import { memo } from 'react'
import { type Definition, type Field, fieldProblem } from '../../workflow/definition.ts'
import { type InputValue, isLink, type NodeId } from '../../workflow/document.ts'
import { setValue } from '../../workflow/edits.ts'
import type { Json } from '../../workflow/json.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import type { FieldRow } from '../canvas/geometry.ts'
import { ClipLength } from '../fields/clip-length.tsx'
import { CurveField } from '../fields/curve-field.tsx'
import { SizeButton } from '../fields/size-button.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { AssetField } from './asset-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import style from './field.module.css'
import { NoteField } from './note-field.tsx'
import { NumberField } from './number-field.tsx'
import { fitsSlider } from './number-text.ts'
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
  /** The value that each field gets from outside of the open subgraph, in words. */
  readonly given: readonly (string | undefined)[]
  readonly problem: string | undefined
}

/** One row of fields: the name at the left, the values at the right. */
export const FieldLine = memo(
  ({ id, definition, row, filled, sources, given, problem }: LineProps) => {
    const texts = useTexts()
    const fields = row.names.map((name) => definition.inputs[name] as Field)
    const [first] = fields
    if (!first) return null
    const only = fields.length === 1
    const value = literalIn(first, filled[0])
    const bad = fields.map((field, index) => {
      const input = filled[index]
      return !isLink(input) && fieldProblem(field, literalIn(field, input), texts.wires.field) !== undefined
    })
    const wrong = bad.includes(true)
    const linked = isLink(filled[0])
    const slider =
      only &&
      (first.kind === 'number' || first.kind === 'curve') &&
      !linked &&
      !wrong &&
      typeof value === 'number' &&
      fitsSlider(first)
    const size = sizeIn(row.names, fields, filled)
    const about = problem ?? first.about
    return (
      <div
        className={style.row}
        data-kind={row.kind}
        data-slider={slider || undefined}
        data-linked={(only && linked) || undefined}
        data-wrong={wrong || problem !== undefined || undefined}
        style={{ top: row.y, height: row.height }}
        title={about || undefined}
      >
        {row.kind === 'line' && <span className={style.name}>{only ? first.title : first.row}</span>}
        {only && first.kind === 'number' && first.measure === 'frames' && typeof value === 'number' && !linked && (
          <ClipLength id={id} input={row.names[0]!} frames={value} />
        )}
        {fields.map((field, index) => {
          const name = row.names[index]!
          const source = sources[index]
          return (
            <span className={style.part} key={name} data-wrong={bad[index] || undefined}>
              {index > 0 && <span className={style.join}>{field.join ?? ''}</span>}
              {isLink(filled[index]) ? (
                <span className={style.from} title={given[index] || undefined}>
                  {given[index] && <span className={style.given}>{given[index]}</span>}
                  <span>{texts.cards.from(source)}</span>
                </span>
              ) : (
                <FieldValue
                  id={id}
                  name={name}
                  field={field}
                  kind={row.kind}
                  value={literalIn(field, filled[index])}
                  filled={filled[index]}
                  slider={slider}
                />
              )}
            </span>
          )
        })}
        {size && <SizeButton id={id} {...size} />}
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
    a.sources.every((each, index) => each === b.sources[index]) &&
    a.given.every((each, index) => each === b.given[index]),
)
FieldLine.displayName = 'FieldLine'

const literalIn = (field: Field, filled: InputValue | undefined): Json =>
  filled === undefined || isLink(filled) ? field.default : filled.value

/** The width and the height that a row holds as numbers, and the names of their fields. */
const sizeIn = (
  names: readonly string[],
  fields: readonly Field[],
  filled: readonly (InputValue | undefined)[],
): { names: { width: string; height: string }; width: number; height: number } | undefined => {
  const side = (measure: 'width' | 'height') => {
    const index = fields.findIndex((field) => field.kind === 'number' && field.measure === measure)
    const value = index === -1 || isLink(filled[index]) ? undefined : literalIn(fields[index]!, filled[index])
    return typeof value === 'number' ? { name: names[index]!, value } : undefined
  }
  const [width, height] = [side('width'), side('height')]
  return width && height
    ? { names: { width: width.name, height: height.name }, width: width.value, height: height.value }
    : undefined
}

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
  filled,
  slider,
}: {
  id: NodeId
  name: string
  field: Field
  kind: FieldRow['kind']
  value: Json
  filled: InputValue | undefined
  slider: boolean
}) => {
  const { editor } = useDocument()
  const texts = useTexts()
  const set: SetField = (next, gesture) =>
    editor.commit(texts.fields.setField(field.title), setValue(id, name, next), gesture)
  const props = { id, name, value, set }
  switch (field.kind) {
    case 'number':
      return <NumberField {...props} field={field} slider={slider} />
    case 'curve':
      return <CurveField {...props} field={field} slider={slider} />
    case 'seed':
      return <SeedField {...props} field={field} filled={filled} />
    case 'choice':
      return <ChoiceField {...props} field={field} />
    case 'asset':
      return <AssetField {...props} field={field} />
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
