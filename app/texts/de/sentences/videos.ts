import type { videoSentences as english } from '../../../../workflow/said/video-sentences.ts'
import { amounts } from '../amounts.ts'

const oneOf = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} oder ${names.at(-1)}`

/** What is said of video files that are read and written, in German. */
export const videoSentences: typeof english = {
  fileNotHere: ({ file }) =>
    `Die Datei „${file}“ ist nicht auf diesem Rechner. Lege sie noch einmal auf den Knoten (im Terminal: --set NODE.file=PATH); Dateien reisen nicht mit einem Workflow.`,
  framesTooLarge: ({ frames, width, height, gibibytes }) =>
    `${frames} Bilder von ${width} × ${height} Pixeln brauchen ${amounts.typed(gibibytes)} GiB, mehr als die 2 GiB, die auf einmal gelesen werden. Nimm weniger oder kleinere Bilder.`,
  endsBefore: ({ file, frame }) =>
    `„${file}“ hat kein Bild ${frame}: Es endet vorher. Setze „Ab Bild“ auf eine kleinere Zahl.`,
  fileEmpty: ({ file, kinds }) => `„${file}“ ist leer. Gib ${oneOf(kinds)}.`,
  noVideo: ({ file, kinds }) =>
    `„${file}“ ist kein Video, das hier gelesen werden kann: Der Inhalt ist keins von ${oneOf(kinds)}. Wandle die Datei erst in MP4 um.`,
  tooLargeForAsset: ({ most }) =>
    `Die Datei ist größer als ${amounts.bytes(most)}, und mehr wird nicht angenommen. Schneide oder komprimiere sie erst.`,
  noSuchAsset: ({ file }) => `Die Datei „${file}“ gibt es hier nicht. Gib sie dem Workflow noch einmal.`,
  noFramesInFile: ({ file }) =>
    `„${file}“ hat keine Bilder, die gelesen werden können. Die Datei ist vielleicht beschädigt oder hat nur Ton: Gib eine andere.`,
  noPictures: ({ file }) => `„${file}“ hat keine Bilder, nur Ton oder gar nichts. Gib eine Datei mit einem Video.`,
  damagedFile: ({ file }) =>
    `„${file}“ ist beschädigt oder nicht vollständig: Die Bilder können nicht gelesen werden. Gib die Datei noch einmal, oder eine andere.`,

  noEncoder: ({ path, source, format, encoders }) =>
    `Das ffmpeg in ${path} (${source}) kann kein ${format} schreiben: Ihm fehlt der Encoder ${encoders.join(' oder ')}. Wähle ein anderes Format, oder setze FFMPEG_BIN auf ein ffmpeg, das ihn hat.`,
  noRoomForClip: ({ path, free }) =>
    `Der Datenträger ist voll: Der Clip konnte nicht nach ${path} geschrieben werden, wo ${amounts.bytes(free)} frei sind. Schaffe Platz und führe noch einmal aus.`,
  noFrames: () => 'Es gibt keine Bilder zu schreiben. Mach mindestens eins.',
  framesOfOtherSize: ({ frames, width, height, bytes, came }) =>
    `${frames} Bilder von ${width} × ${height} Pixeln haben ${bytes} Byte, und es kamen ${came}. Dekodiere das Latent noch einmal.`,
  noFrameRate: ({ rate }) =>
    `Ein Clip kann nicht ${amounts.typed(rate)} Bilder pro Sekunde spielen. Gib eine Zahl über 0, höchstens 1000.`,
  noQuality: ({ quality }) =>
    `Die Qualität ist ${amounts.typed(quality)}. Gib eine Zahl von 0 (am kleinsten) bis 100 (am besten).`,
  noFfmpegRuns: ({ tried }) =>
    `Es wurde kein ffmpeg gefunden, das die Clips schreibt. Versucht in dieser Reihenfolge: ${tried.join('; ')}. Setze FFMPEG_BIN auf den Pfad von einem, führe noch einmal „npm install“ mit Zugang zum Netz aus, oder installiere ffmpeg so, dass es im PATH liegt.`,

  triedFfmpeg: ({ source, problem }) => `${source}: ${problem}`,
  onThePath: () => 'ffmpeg im PATH',
  notSet: () => 'nicht gesetzt',
  packageNotThere: () => 'nicht installiert',
  notForThisMachine: () => 'hat kein Programm für diesen Rechner',
  otherProgram: ({ path }) => `${path} ist ein anderes Programm`,
  programNotThere: ({ path }) => `${path} gibt es nicht`,
  programMayNotRun: ({ path }) => `${path} darf nicht ausgeführt werden`,
  programDoesNotRun: ({ path, why }) => `${path} läuft nicht (${why})`,

  programFailed: ({ program, end, complaints }) => `${program} scheiterte: ${end} Es meldete:\n${complaints}`,
  programFailedSilently: ({ program, end }) => `${program} scheiterte: ${end} Es meldete nichts.`,
  programNotStarted: ({ why }) =>
    `Es konnte nicht gestartet werden (${why}). Prüfe, ob die Datei da ist und ausgeführt werden darf, oder setze FFMPEG_BIN auf ein anderes ffmpeg.`,
  programSignalled: ({ signal }) =>
    `Es wurde durch ${signal} beendet, wie es geschieht, wo der Speicher ausgeht. Schließe andere Programme, oder nimm weniger oder kleinere Bilder, und führe noch einmal aus.`,
  programEnded: ({ code }) =>
    `Es endete mit dem Code ${code}. Führe noch einmal aus; wenn das nicht hilft, setze FFMPEG_BIN auf ein anderes ffmpeg.`,
}
