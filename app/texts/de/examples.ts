import type { ExampleTexts } from '../example-texts.ts'

const prompts = { prompt: 'Prompt', negative: 'Negativ' }

/** The examples in German. Their prompts stay in English, which their checkpoint knows. */
export const examples: ExampleTexts = {
  'long-video': {
    name: 'Langes Video in Stücken',
    about:
      '48 Bilder von einem Modell, das für 16 gemacht wurde: Es sieht sie durch Fenster, die sich überlappen, und was es sagt, wird gemischt.',
    titles: prompts,
    notes: {
      note: '„Bildfenster“ lässt das UNet3D 16 Bilder zugleich sehen. Mehr Überlappung hält den Clip besser zusammen und dauert länger. Eine andere Länge: „Bilder“ auf „Rauschen“ setzen.',
    },
  },
  'looping-clip': {
    name: 'Clip in Schleife',
    about: 'Das letzte Bild führt ins erste: Der Clip spielt ohne Naht immer rundherum.',
    titles: prompts,
    notes: {
      note: '„Schleife“ lässt die Fenster über das Ende des Clips hinaus in seinen Anfang laufen. Sieh dir den Clip in der Galerie an: Er spielt ohne Naht.',
    },
  },
  'prompt-change-halfway': {
    name: 'Prompt-Wechsel auf halbem Weg',
    about:
      'Die ersten 10 Schritte folgen einem Prompt, die letzten 15 einem anderen: Der Clip behält den Ort des ersten und nimmt den Gegenstand des zweiten.',
    titles: {
      first: 'Erster Prompt',
      second: 'Zweiter Prompt',
      negative: 'Negativ',
      begin: 'Anfang',
      end: 'Ende',
    },
    notes: {
      note: 'Zwei „UNet3D-Schritte“ nacheinander teilen einen Zeitplan. Das Latent nimmt seinen Solver mit: 0–10 und dann 10–25 mit einem Prompt wäre genau der Clip von 0–25.',
    },
  },
  'scheduler-comparison': {
    name: 'Vergleich der Scheduler',
    about: 'Ein Rauschen und ein Prompt mit vier Schedulern, nebeneinander.',
    titles: prompts,
    notes: {
      note: 'Ein Rauschen, ein Prompt, vier Wege, das Rauschen wegzunehmen. Die ersten drei sind sich fast einig; der mit „ancestral“ gibt in jedem Schritt neues Rauschen dazu und kommt anderswo an.',
    },
  },
  seeds: {
    name: 'Kontaktbogen der Seeds',
    about: 'Ein Prompt mit drei Seeds, nebeneinander auf einem Bogen, um den besten Clip zu wählen.',
    titles: prompts,
    notes: {
      note: 'Drei Seeds eines Prompts, jeder in einer eigenen Vorschau und alle nebeneinander auf dem Kontaktbogen.',
    },
  },
  'text-to-video': {
    name: 'Text zu Video',
    about: 'Ein Prompt, Rauschen, 25 Schritte, ein Clip: der ganze Weg von Worten zu einem MP4.',
    titles: prompts,
    notes: {
      note: 'Drücke „Ausführen“. Der Clip wird in „UNet3D-Schritte“ Schritt für Schritt schärfer und spielt in „Exportieren“.\nSchreibe dann einen anderen Prompt, auf Englisch: Farbe, Gegenstand, Bewegung, Ort.',
    },
  },
  'video-to-video': {
    name: 'Video zu Video',
    about: 'Ein Clip von dir geht ein Stück zurück ins Rauschen, und ein Prompt macht daraus einen anderen.',
    titles: prompts,
    notes: {
      note: '„Stärke“ sagt, wie viel neu gemacht wird: Bei 0,9 setzt sich der Prompt durch, bei 0,4 bleibt fast der ganze Clip. Wähle auf „Clip laden“ eine andere Datei, oder lege eine darauf ab.',
    },
  },
}
