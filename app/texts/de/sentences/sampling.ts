import type { samplingSentences as english } from '../../../../workflow/said/sampling-sentences.ts'
import { amounts } from '../amounts.ts'

const gigabytes = (bytes: number): string => `${amounts.decimals(bytes / 1e9, 1)} GB`

const tooLarge = ({ frames, bytes, available }: Parameters<typeof english.clipTooLarge>[0]): string =>
  `Ein Aufruf des UNet3D mit ${frames} ${frames === 1 ? 'Bild' : 'Bildern'} dieser Größe braucht etwa ${gigabytes(bytes)} neben seinen Gewichten, und das Gerät hat ${gigabytes(available)} dafür: Er kann sehr langsam sein oder scheitern.`

const otherSchedule = (
  { kind, steps, step, hereKind, hereSteps }: Parameters<typeof english.otherSchedule>[0],
  how: string,
): string =>
  `Das Latent folgt einem anderen Zeitplan: ${kind}, ${steps} Schritte, bei Schritt ${step}; hier ist es ${hereKind}, ${hereSteps} Schritte${how}. Verbinde denselben „Scheduler“ mit allen „UNet3D-Schritte“ einer Kette.`

const noNumbers = (broken: number, count: number): string =>
  `${broken} von ${count} Werten, die keine endlichen Zahlen sind. Nimm weniger Guidance, einen anderen „Scheduler“ oder float32-Gewichte.`

/** What the nodes that sample say of themselves, in German. */
export const samplingSentences: typeof english = {
  atStep: ({ step, steps, what }) => `Schritt ${step} von ${steps}: ${what}`,
  noStepToTake: ({ from, to }) =>
    `Von ${from} bis ${to} ist kein Schritt zu tun: Das Latent wird unverändert weitergegeben.`,
  otherSchedule: (both) => otherSchedule(both, ''),
  otherSettings: (both) => otherSchedule(both, ', mit anderen Einstellungen oder anderem Trainingsrauschen'),
  fromNotWhereItIs: ({ from, done, steps }) =>
    `„Ab Schritt“ ist ${from}, und das Latent hat ${done} von ${steps} Schritten hinter sich. Setze „Ab Schritt“ auf ${done}, oder lass „UNet3D-Schritte“ davor bis ${from} gehen.`,
  fromNotFresh: ({ from }) =>
    `„Ab Schritt“ ist ${from}, und das Latent ist frisches Rauschen, ohne einen Schritt hinter sich. Setze „Ab Schritt“ auf 0, oder setze davor „UNet3D-Schritte“ von 0 bis ${from}.`,
  toBeforeFrom: ({ to, from }) =>
    `„Bis Schritt“ ist ${to}, vor „Ab Schritt“ (${from}). Setze es auf mindestens ${from}, oder auf „Ende“ (−1).`,
  toPastEnd: ({ to, steps }) =>
    `„Bis Schritt“ ist ${to}, und der Zeitplan hat ${steps} ${steps === 1 ? 'Schritt' : 'Schritte'}. Setze es auf ${steps}, oder auf „Ende“ (−1).`,
  stepLeftNoNumbers: ({ step, steps, broken, count }) =>
    `Schritt ${step} von ${steps} ergab ${noNumbers(broken, count)}`,
  unetNoNumbers: ({ timestep, broken, count }) =>
    `Das UNet3D antwortete beim Zeitschritt ${amounts.typed(timestep)} mit ${noNumbers(broken, count)}`,
  promptsOfOther: ({ width }) =>
    `Die Prompts sind mit der Breite ${width} kodiert, die dieses UNet3D nicht liest. Nimm Text-Encoder und UNet3D aus einem Checkpoint.`,
  latentOfOther: ({ channels }) =>
    `Das Latent hat ${channels} ${channels === 1 ? 'Kanal, den' : 'Kanäle, die'} dieses UNet3D nicht liest. Nimm ein Latent, das für seinen Checkpoint gemacht ist.`,
  noNegative: () =>
    'Guidance über 1 vergleicht mit einem negativen Prompt, und keiner ist verbunden. Verbinde „Text kodieren“ ohne Text mit „negativ“, oder setze „Guidance“ auf 1.',
  promptsDiffer: ({ tokens, width, others, otherWidth }) =>
    `Der positive Prompt hat ${tokens} Token der Breite ${width}, der negative ${others} der Breite ${otherWidth}. Kodiere beide mit dem Text-Encoder eines Checkpoints.`,
  clipTooLarge: (memory) => `${tooLarge(memory)} Mach den Clip kleiner.`,
  windowTooLarge: (memory) =>
    `${tooLarge(memory)} Setze „Bilder im Fenster“ auf höchstens ${memory.fit}, oder mach den Clip kleiner.`,
  framesTooMany: (memory) =>
    `${tooLarge(memory)} Setze „Bildfenster“ von höchstens ${memory.fit} Bildern zwischen „Checkpoint laden“ und diese Schritte, oder mach den Clip kleiner.`,
}
