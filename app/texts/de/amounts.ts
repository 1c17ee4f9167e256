import { countText, quantitiesIn } from '../../parts/quantities.ts'
import { agoIn } from '../ago.ts'
import type { amounts as english } from '../en/amounts.ts'

const quantities = quantitiesIn(',', 'Byte')

/** Texts of the amounts and times, in German. */
export const amounts: typeof english = {
  ...quantities,
  runs: (count) => `${countText(count)} ${count === 1 ? 'Lauf' : 'Läufe'}`,
  nodes: (count) => `${countText(count)} Knoten`,
  workflows: (count) => `${countText(count)} ${count === 1 ? 'Workflow' : 'Workflows'}`,
  checkpoints: (count) => `${countText(count)} ${count === 1 ? 'Checkpoint' : 'Checkpoints'}`,
  clips: (count) => `${countText(count)} ${count === 1 ? 'Clip' : 'Clips'}`,
  frames: (count) => `${countText(count)} ${count === 1 ? 'Bild' : 'Bilder'}`,
  steps: (count) => `${countText(count)} ${count === 1 ? 'Schritt' : 'Schritte'}`,
  numbers: (count) => `${countText(count)} ${count === 1 ? 'Zahl' : 'Zahlen'}`,
  left: (time) => `noch ${time}`,
  atLeast: ({ seconds, more }) => `${more ? 'über ' : ''}${quantities.about(seconds)}`,
  clock: (at) => new Date(at).toLocaleTimeString('de-DE'),
  ago: agoIn('de-DE', {
    now: 'gerade eben',
    minutes: (count) => `vor ${count} min`,
    hours: (count) => `vor ${count} h`,
    yesterday: 'gestern',
  }),
}
