/** What nodes say of themselves, but for those that sample, in English. Titles of fields are those of their definitions. */
export const nodeSentences = {
  textTooLong: ({ limit, lost }: { limit: number; lost: string }) =>
    `The text is longer than the ${limit} tokens that the text encoder reads. Not read: "${lost}".`,
  noClipConnected: () => 'No clip is connected. Connect frames to a, b and so on, up to eight of them.',
  noFormat: ({ format }: { format: string }) => `There is no format "${format}". Take mp4, webm or gif.`,
  noFit: ({ fit }: { fit: string }) => `There is no fit "${fit}". Take crop, pad or stretch.`,
  fewerFrames: ({ file, there, wanted }: { file: string; there: number; wanted: number }) =>
    `"${file}" has ${there} frames from there on, fewer than the ${wanted} asked for.`,
  overlapTooLong: ({ length, overlap }: { length: number; overlap: number }) =>
    `Windows of ${length} frames cannot share ${overlap} with the next. Set Overlap to ${length - 1} or less; half of the window does well.`,
  noVaeMultiple: ({ width, height, factor }: { width: number; height: number; factor: number }) =>
    `The pictures have ${width} × ${height} pixels, and this VAE takes multiples of ${factor}. Set such a size where they come from.`,
  vaeEncodedOther: ({ values, frames, columns, rows, channels }: Record<'values' | EncodedSize, number>) =>
    `The VAE answered ${values} values for ${frames} frames of ${columns} × ${rows} in ${channels} channels. Use the VAE of the checkpoint whose UNet3D goes on with them.`,
  vaeDecodedOther: ({ values, frames, width, height }: Record<'values' | 'frames' | 'width' | 'height', number>) =>
    `The VAE answered ${values} values for ${frames} frames of ${width} × ${height} pixels. Use the VAE of the checkpoint that made the latent.`,
  vaeDecodedNaN: ({ frame }: { frame: number }) =>
    `The VAE answered NaN in frame ${frame}. Use the VAE of the checkpoint that made the latent, or its float32 weights.`,
  decodeTooLarge: ({ frames, now }: { frames: number; now: number }) =>
    `There was not enough memory to decode ${frames} frames at once; ${now} are decoded at once now. Set Frames per chunk to ${now} to spare the attempt.`,
  noiseLeft: ({ step, steps }: { step: number; steps: number }) =>
    `The latent is at step ${step} of ${steps}: there is noise left in it. Let UNet3D steps go on to the last.`,
  noisyAlready: ({ step, steps }: { step: number; steps: number }) =>
    `The latent is at step ${step} of ${steps}: it has noise in it already. Let the UNet3D steps before go on to the last, or leave Add noise out.`,
  strengthBelowStep: ({ strength, steps }: { strength: number; steps: number }) =>
    `Strength ${strength} of ${steps} steps is less than one step: the latent is passed on as it came.`,
  rerouteRan: () =>
    'A reroute was run, though it takes no part in runs. That is an error in workflow/modes.ts: please report it.',
}

type EncodedSize = 'frames' | 'columns' | 'rows' | 'channels'
