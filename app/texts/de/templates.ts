import type { templates as english } from '../en/templates.ts'

/** Texts of the templates, in German. */
export const templates: typeof english = {
  title: 'Neu aus Vorlage',
  about: 'Jede öffnet sich in einem eigenen Tab und läuft so, wie sie ist, mit dem Demo-Checkpoint.',
  command: 'Neu aus Vorlage …',
  search: 'Vorlagen durchsuchen',
  none: (words) => `Keine Vorlage handelt von „${words}“.`,
  loading: 'Vorlagen werden gesucht …',
  needs: (checkpoints) => `Läuft mit ${checkpoints}`,
  emptyHint: 'Doppelklicke auf die Fläche, um einen Knoten hinzuzufügen, oder beginne mit einer Vorlage.',

  file: {
    choose: 'Datei wählen …',
    chosen: (field, name) => `${field}: ${name}. Eine andere wählen`,
    taking: 'Wird übernommen …',
    dropInto: (field) => `Hier ablegen, um sie in „${field}“ zu setzen`,
    drop: 'Einen Workflow ablegen, um ihn in einem neuen Tab zu öffnen (mit Alt: hier einzufügen), oder ein Video, um damit zu arbeiten',
    audio: (name) => `${name} ist Ton. Lege einen Workflow (.json), ein Video oder ein Bild ab.`,
    noCanvas: (name) => `${name} wurde nicht übernommen: Öffne zuerst einen Workflow.`,
  },
}
