import { sizeText } from '../size-text.ts'

const oneOf = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

/** What is said of video files that are read and written, in English. */
export const videoSentences = {
  fileNotHere: ({ file }: { file: string }) =>
    `The file "${file}" is not on this machine. Drop it on the node again (in the terminal: --set NODE.file=PATH); files do not travel with a workflow.`,
  framesTooLarge: ({ frames, width, height, gibibytes }: Record<'frames' | 'width' | 'height' | 'gibibytes', number>) =>
    `${frames} frames of ${width} × ${height} pixels take ${gibibytes} GiB, more than the 2 GiB that are read at once. Take fewer or smaller frames.`,
  endsBefore: ({ file, frame }: { file: string; frame: number }) =>
    `"${file}" has no frame ${frame}: it ends before. Set From frame to a lower number.`,
  fileEmpty: ({ file, kinds }: { file: string; kinds: readonly string[] }) =>
    `"${file}" is empty. Give ${oneOf(kinds)}.`,
  noVideo: ({ file, kinds }: { file: string; kinds: readonly string[] }) =>
    `"${file}" is no video that can be read here: its content is none of ${oneOf(kinds)}. Convert it to MP4 first.`,
  tooLargeForAsset: ({ most }: { most: number }) =>
    `The file is larger than ${sizeText(most)}, which is the most that is taken. Cut or compress it first.`,
  noSuchAsset: ({ file }: { file: string }) => `There is no file "${file}" here. Give it to the workflow once more.`,
  noFramesInFile: ({ file }: { file: string }) =>
    `"${file}" has no frames that can be read. It may be damaged, or hold sound alone: give another file.`,
  noPictures: ({ file }: { file: string }) =>
    `"${file}" holds no pictures, only sound or nothing at all. Give a file with a video in it.`,
  damagedFile: ({ file }: { file: string }) =>
    `"${file}" is damaged or not complete: its frames cannot be read. Give the file once more, or another one.`,

  noEncoder: ({
    path,
    source,
    format,
    encoders,
  }: Record<'path' | 'source' | 'format', string> & { encoders: readonly string[] }) =>
    `The ffmpeg at ${path} (${source}) cannot write ${format}: it lacks the encoder ${encoders.join(' or ')}. Choose another format, or set FFMPEG_BIN to an ffmpeg that has it.`,
  noRoomForClip: ({ path, free }: { path: string; free: number }) =>
    `The disk is full: the clip could not be written to ${path}, where ${sizeText(free)} are left. Free some space and run again.`,
  noFrames: () => 'There are no frames to write. Make at least one.',
  framesOfOtherSize: ({
    frames,
    width,
    height,
    bytes,
    came,
  }: Record<'frames' | 'width' | 'height' | 'bytes' | 'came', number>) =>
    `${frames} frames of ${width} × ${height} pixels have ${bytes} bytes, and ${came} came. Decode the latent again.`,
  noFrameRate: ({ rate }: { rate: number }) =>
    `A clip cannot play ${rate} frames a second. Give a number above 0, up to 1000.`,
  noQuality: ({ quality }: { quality: number }) =>
    `The quality is ${quality}. Give a number from 0 (smallest) to 100 (best).`,
  noFfmpegRuns: ({ tried }: { tried: readonly string[] }) =>
    `No ffmpeg was found, which writes the clips. Tried in this order: ${tried.join('; ')}. Set FFMPEG_BIN to the path of one, run "npm install" again with access to the network, or install ffmpeg so that it is on the PATH.`,

  triedFfmpeg: ({ source, problem }: { source: string; problem: string }) => `${source}: ${problem}`,
  onThePath: () => 'ffmpeg on the PATH',
  notSet: () => 'not set',
  packageNotThere: () => 'not installed',
  notForThisMachine: () => 'has no program for this machine',
  otherProgram: ({ path }: { path: string }) => `${path} is another program`,
  programNotThere: ({ path }: { path: string }) => `${path} is not there`,
  programMayNotRun: ({ path }: { path: string }) => `${path} may not be run`,
  programDoesNotRun: ({ path, why }: { path: string; why: string }) => `${path} does not run (${why})`,

  programFailed: ({ program, end, complaints }: { program: string; end: string; complaints: string }) =>
    `${program} failed: ${end} It said:\n${complaints}`,
  programFailedSilently: ({ program, end }: { program: string; end: string }) =>
    `${program} failed: ${end} It said nothing.`,
  programNotStarted: ({ why }: { why: string }) =>
    `it could not be started (${why}). Check that the file is there and may be run, or set FFMPEG_BIN to another ffmpeg.`,
  programSignalled: ({ signal }: { signal: string }) =>
    `it was ended by ${signal}, as happens where memory runs out. Close other programs, or take fewer or smaller frames, and run again.`,
  programEnded: ({ code }: { code: string }) =>
    `it ended with code ${code}. Run again; if that does not help, set FFMPEG_BIN to another ffmpeg.`,
}
