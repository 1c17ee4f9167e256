import type { frames as english } from '../en/frames.ts'

/** Texts of the frames beside those of the canvas, and of what the outline does with them, in German. */
export const frames: typeof english = {
  untitled: 'Ohne Titel',
  title: (name) =>
    `Rahmen ${name}: Enter benennt ihn um, Entf entfernt ihn, Pfeiltasten verschieben ihn und mit Umschalt seine Ränder`,
  list: 'Rahmen',
  nodes: 'Knoten',
  holds: (count) => (count === 0 ? 'leer' : `${count} Knoten`),
  show: 'Auf der Fläche zeigen',
  more: (name) => `Mehr zum Rahmen ${name}`,
  newFrame: 'Neuer Rahmen darum',
  moveInto: (node, name) => `${node} nach ${name} verschieben`,
  moveOut: (node) => `${node} aus dem Rahmen nehmen`,
}
