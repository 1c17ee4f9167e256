import type { timeline as english } from '../en/timeline.ts'

/** Texts of the timeline of steps, in German. */
export const timeline: typeof english = {
  title: 'Zeitleiste',
  height: 'Höhe der Zeitleiste',
  show: 'Die Zeitleiste öffnen',
  hide: 'Die Zeitleiste einklappen',
  of: 'von',
  none: 'Hierhin kommt jeder Schritt eines Laufs, Bild für Bild: eine Zeile für jeden.',
  nonePast: 'Von dieser Fassung sind keine Schritte eines Laufs aufgehoben.',
  noNode: 'Füge UNet3D-Schritte hinzu: Jeder Schritt, den sie machen, kommt hierhin, Bild für Bild.',
  grid: 'Schritte und ihre Bilder',
  keys: 'Die Pfeiltasten bewegen A, mit der Umschalttaste B. Enter setzt B dorthin, wo A ist, Entf nimmt B weg.',
  step: (step, steps) => `Schritt ${step} von ${steps}`,
  cell: (step, frame) => `Schritt ${step} · Bild ${frame}`,
  cellName: (step, frame, letters) => `Schritt ${step}, Bild ${frame}${letters === '' ? '' : `, ${letters}`}`,
  large: (letter, step) => `${letter}: Schritt ${step}`,
  play: 'Die Bilder dieses Schritts abspielen',
  follow: 'Weiter zum neuesten Schritt',
  fork: 'Von hier abzweigen',
  compare: 'Vergleichen',
  compared: 'A und B vergleichen',
  noB: 'Umschalt+Klick auf ein Bild legt es neben A.',
  putB: 'B auf A setzen',
  takeB: 'B wegnehmen',
  earlier: 'ein früherer Lauf',
  other: 'ein anderer Knoten',
  forkEdit: (what, step) => `${what} nach Schritt ${step} abzweigen`,
  forked: (step) =>
    `Die Schritte nach ${step} sind ein eigener Knoten: Ändere seine Guidance oder verbinde ihn mit einem anderen Prompt.`,
  refusals: {
    noSteps: 'Nur von UNet3D-Schritten lässt sich abzweigen.',
    leftOut: 'Dieser Knoten ist stumm oder überbrückt: Beende das, um abzuzweigen.',
    linked:
      '„Von Schritt“ oder „Bis Schritt“ dieses Knotens kommt über eine Verbindung: Schreibe eine Zahl hinein, um abzuzweigen.',
    first: 'Vor diesem Schritt liegt keiner dieses Knotens: Wähle einen späteren, um abzuzweigen.',
    last: 'Das ist der letzte Schritt dieses Knotens, danach bleibt keiner: Wähle einen früheren, um abzuzweigen.',
    inside: 'Diese Schritte macht ein Knoten im Untergraphen: Öffne ihn, um dort abzuzweigen.',
    changed:
      'Der Graph ist nicht mehr der, der diesen Schritt gemacht hat. Führe ihn noch einmal aus oder mach die Änderung rückgängig, um von hier abzuzweigen.',
  },
}
