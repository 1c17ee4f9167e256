import type { nodeSentences as english } from '../../../../workflow/said/node-sentences.ts'
import { amounts } from '../amounts.ts'

/** What nodes say of themselves, but for those that sample, in German. */
export const nodeSentences: typeof english = {
  textTooLong: ({ limit, lost }) =>
    `Der Text hat mehr als die ${limit} Token, die der Text-Encoder liest. Nicht gelesen: „${lost}“.`,
  noClipConnected: () => 'Es ist kein Clip verbunden. Verbinde Bilder mit a, b und so weiter, bis zu acht.',
  noFormat: ({ format }) => `Das Format „${format}“ gibt es nicht. Nimm mp4, webm oder gif.`,
  noFit: ({ fit }) => `„${fit}“ gibt es bei „Einpassen“ nicht. Nimm crop, pad oder stretch.`,
  fewerFrames: ({ file, there, wanted }) =>
    `„${file}“ hat von da an ${there} ${there === 1 ? 'Bild' : 'Bilder'}, weniger als die ${wanted} gewünschten.`,
  overlapTooLong: ({ length, overlap }) =>
    `Fenster von ${length} Bildern können nicht ${overlap} mit dem nächsten teilen. Setze „Überlappung“ auf höchstens ${length - 1}; die Hälfte des Fensters genügt.`,
  noVaeMultiple: ({ width, height, factor }) =>
    `Die Bilder haben ${width} × ${height} Pixel, und dieses VAE nimmt Vielfache von ${factor}. Setze eine solche Größe da, wo sie herkommen.`,
  vaeEncodedOther: ({ values, frames, columns, rows, channels }) =>
    `Das VAE antwortete mit ${values} Werten für ${frames} Bilder von ${columns} × ${rows} in ${channels} Kanälen. Nimm das VAE des Checkpoints, dessen UNet3D damit weitermacht.`,
  vaeDecodedOther: ({ values, frames, width, height }) =>
    `Das VAE antwortete mit ${values} Werten für ${frames} Bilder von ${width} × ${height} Pixeln. Nimm das VAE des Checkpoints, der das Latent gemacht hat.`,
  vaeDecodedNaN: ({ frame }) =>
    `Das VAE antwortete in Bild ${frame} mit NaN. Nimm das VAE des Checkpoints, der das Latent gemacht hat, oder seine float32-Gewichte.`,
  decodeTooLarge: ({ frames, now }) =>
    `Der Speicher reichte nicht, um ${frames} Bilder zugleich zu dekodieren; jetzt ${now === 1 ? 'wird eins' : `werden ${now}`} zugleich dekodiert. Setze „Bilder je Stück“ auf ${now}, um den Versuch zu sparen.`,
  noiseLeft: ({ step, steps }) =>
    `Das Latent ist bei Schritt ${step} von ${steps}: Es ist noch Rauschen darin. Lass „UNet3D-Schritte“ bis zum letzten gehen.`,
  noisyAlready: ({ step, steps }) =>
    `Das Latent ist bei Schritt ${step} von ${steps}: Es ist schon Rauschen darin. Lass „UNet3D-Schritte“ davor bis zum letzten gehen, oder lass „Rauschen hinzufügen“ weg.`,
  strengthBelowStep: ({ strength, steps }) =>
    `Stärke ${amounts.typed(strength)} von ${steps} Schritten ist weniger als ein Schritt: Das Latent wird unverändert weitergegeben.`,
  rerouteRan: () =>
    'Eine Umlenkung wurde ausgeführt, obwohl sie nie ausgeführt wird. Das ist ein Fehler in workflow/modes.ts: Bitte melde ihn.',
}
