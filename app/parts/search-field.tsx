'use client'
import { Search } from 'lucide-react'
import style from './search-field.module.css'

interface SearchFieldProps {
  readonly value: string
  readonly change: (value: string) => void
  /** What can be looked for: also its label. */
  readonly placeholder: string
}

/** A field that filters a list. Escape empties it. */
export const SearchField = ({ value, change, placeholder }: SearchFieldProps) => (
  <label className={style.field}>
    <Search size={14} strokeWidth={1.75} aria-hidden />
    <input
      type="search"
      value={value}
      placeholder={placeholder}
      aria-label={placeholder}
      spellCheck={false}
      data-takes-escape={value !== '' || undefined}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || value === '') return
        event.stopPropagation()
        change('')
      }}
    />
  </label>
)
