import type { announce as english } from '../en/announce.ts'

/** Texts of the sentences that a screen reader says, in German. */
export const announce: typeof english = {
  what: 'Was geschah',
  queued: 'Lauf eingereiht',
  started: 'Lauf begonnen',
  finished: 'Lauf beendet',
  finishedWith: (clips) => `Lauf beendet: ${clips}`,
  failed: (error) => `Lauf fehlgeschlagen${error ? `. ${error}` : ''}`,
  cancelled: 'Lauf abgebrochen',
  undone: (label) => `Rückgängig gemacht: ${label}`,
  redone: (label) => `Wiederholt: ${label}`,
  nodes: (count) => `${count} Knoten`,
  states: {
    added: 'hinzugefügt',
    removed: 'entfernt',
    mute: 'stummgeschaltet',
    bypass: 'überbrückt',
    again: 'nimmt wieder teil',
  },
  connected: (link) => `${link} verbunden`,
  disconnected: (link) => `${link} getrennt`,
  linksMade: (count) => `${count} Verbindungen hergestellt`,
  linksRemoved: (count) => `${count} Verbindungen entfernt`,
  frames: (count) => (count === 1 ? 'Rahmen' : `${count} Rahmen`),
  missing: 'ein fehlender Knoten',
  link: (from, output, to, input) => `${from} ${output} mit ${to} ${input}`,
}
