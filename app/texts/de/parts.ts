import type { parts as english } from '../en/parts.ts'

/** Texts of the parts that all places use, in German. */
export const parts: typeof english = {
  close: 'Schließen',
  now: 'jetzt',
  done: 'erledigt',
  toDo: 'zu erledigen',
  task: 'Aufgabe',
  rename: 'Umbenennen',
}
