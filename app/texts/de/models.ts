import { licenceNotStated } from '../../../workflow/wire.ts'
import type { models as english } from '../en/models.ts'

/** Texts of the models and their terms, in German. */
export const models: typeof english = {
  title: 'Modelle',
  empty:
    'Hier stehen Checkpoints. Lege einen diffusers-Ordner in „models“ neben das Programm, starte es mit --models ORDNER, oder lade einen herunter: npm run models -- get ORG/NAME.',
  hint: 'Ein Checkpoint kennt, womit er trainiert wurde, und wenig mehr: Seine Karte sagt, was das war und in welchen Größen. Weitere bekommst du mit',
  readCard: 'Seine Modellkarte lesen',
  readTerms: 'Seine Lizenz, Grenzen und verbotenen Verwendungen lesen',
  limits: 'Grenzen und verbotene Verwendungen',
  card: 'Modellkarte',
  folder: 'Ordner',
  kind: 'Klasse',
  notStated: 'nicht angegeben',
  licenceName: (licence) => (licence === licenceNotStated ? 'nicht angegeben' : licence),
  size: 'Größe',
  weights: 'Gewichte',
  noVariant: 'keine, die alle Netze haben',
  variants: (variants) => variants.map((variant) => variant || 'Standard').join(', '),
  licence: 'Lizenz',
  noCommercial: 'keine kommerzielle Nutzung',
  chip: (title) => `${title}: Lizenz, Grenzen und verbotene Verwendungen`,
  licenceOf: (title, licence) => `Lizenz von ${title}: ${licence}`,
  readFirst: 'Vor dem ersten Lauf zu lesen',
  saidOf: (title) =>
    `Was die Autoren ${title ? `von ${title}` : 'dazu'} über die Verwendung sagen. Das wird einmal gefragt und bleibt unter „Modelle“.`,
  licenceIs: 'Lizenz:',
  notNow: 'Nicht jetzt',
  haveRead: 'Ich habe das gelesen: ausführen',
}
