'use client'
import style from './queue.module.css'

/** What tells a run from the others of its workflow, where something does. */
export const ApartLine = ({ words }: { readonly words: string | undefined }) =>
  words === undefined ? null : (
    <p className={style.apart} title={words}>
      {words}
    </p>
  )
