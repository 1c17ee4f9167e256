import type { ValueTexts } from '../../../workflow/value-text.ts'
import { amounts } from './amounts.ts'

/** What values are called, in German. */
export const values: ValueTexts = {
  on: 'an',
  off: 'aus',
  number: amounts.typed,
  cosine: (ends) => `${ends} (Kosinus)`,
  from: (node) => `von ${node}`,
  missingNode: 'einem fehlenden Knoten',
  there: 'vorhanden',
  mode: 'Modus',
  modes: { on: 'an', mute: 'stumm', bypass: 'überbrückt' },
}
