'use client'
import type { ToggleField as ToggleDefinition } from '../../workflow/definition.ts'
import style from './field.module.css'
import type { FieldProps } from './field-line.tsx'

/** On or off. */
export const ToggleField = ({ field, value, set }: FieldProps<ToggleDefinition>) => (
  <button
    type="button"
    className={style.toggle}
    data-nodrag
    role="switch"
    aria-checked={value === true}
    aria-label={field.title}
    onClick={() => set(value !== true)}
  >
    <i />
  </button>
)
