import type { Clip } from '../../workflow/values.ts'
import { artifactUrl } from '../parts/artifact-url.ts'
import type { Texts } from '../texts/texts.ts'

/** A clip, frame by frame. */
export interface ClipFrames {
  /** How many there are. */
  readonly count: number
  /** A frame that is at hand. */
  at(index: number): ImageBitmap | undefined
  /** Brings a frame to hand. Rejects where the file is gone or cannot be shown. */
  load(index: number): Promise<ImageBitmap>
  destroy(): void
}

/** Frames kept of one clip, in bytes of their pixels: those used longest ago go first. */
const budget = 192 * 1024 ** 2

type Decode = (index: number) => Promise<ImageBitmap>

interface Decoder {
  readonly count: number
  decode: Decode
  destroy(): void
}

/** Opens a clip. @throws where its file is gone or the browser cannot show it */
export const openClipFrames = async (clip: Clip, texts: Texts['compare']): Promise<ClipFrames> => {
  const answer = await fetch(artifactUrl(clip))
  if (!answer.ok) throw new Error(texts.gone)
  const file = await answer.blob()
  const decoder = clip.mime.startsWith('video/') ? await openVideo(clip, file, texts) : await openPicture(clip, file)
  const kept = new Map<number, ImageBitmap>()
  const most = Math.max(2, Math.floor(budget / (clip.width * clip.height * 4)))
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  const load = async (index: number): Promise<ImageBitmap> => {
    const known = kept.get(index)
    if (known) return known
    const frame = await decoder.decode(index)
    kept.set(index, frame)
    if (kept.size > most) {
      const [oldest, bitmap] = kept.entries().next().value as [number, ImageBitmap]
      kept.delete(oldest)
      bitmap.close()
    }
    return frame
  }
  return {
    count: decoder.count,
    at: (index) => {
      const frame = kept.get(index)
      if (frame) {
        kept.delete(index)
        kept.set(index, frame)
      }
      return frame
    },
    load: (index) => {
      // A video is at one place at a time.
      const next = last.then(() => {
        if (closed) throw new Error('The comparison was closed.')
        return load(index)
      })
      last = next.catch(() => undefined)
      return next
    },
    destroy: () => {
      closed = true
      decoder.destroy()
      for (const frame of kept.values()) frame.close()
      kept.clear()
    },
  }
}

const openVideo = async (clip: Clip, file: Blob, texts: Texts['compare']): Promise<Decoder> => {
  const video = document.createElement('video')
  const address = URL.createObjectURL(file)
  video.muted = true
  video.preload = 'auto'
  video.playsInline = true
  const once = (event: string) =>
    new Promise<void>((resolve, reject) => {
      const end = () => {
        video.removeEventListener(event, done)
        video.removeEventListener('error', failed)
      }
      const done = () => {
        end()
        resolve()
      }
      const failed = () => {
        end()
        reject(new Error(texts.cannotShow(clip.extension.toUpperCase())))
      }
      video.addEventListener(event, done)
      video.addEventListener('error', failed)
    })
  const ready = once('loadeddata')
  video.src = address
  await ready
  return {
    count: clip.frames,
    decode: async (index) => {
      const seeked = once('seeked')
      // The middle of a frame: its edges belong to one neighbour or the other as the rounding has it.
      video.currentTime = (index + 0.5) / clip.framesPerSecond
      await seeked
      return createImageBitmap(video)
    },
    destroy: () => {
      video.removeAttribute('src')
      video.load()
      URL.revokeObjectURL(address)
    },
  }
}

const openPicture = async (clip: Clip, file: Blob): Promise<Decoder> => {
  // Where a browser has no ImageDecoder, an animation stands still at its first frame.
  if (typeof ImageDecoder === 'undefined')
    return { count: 1, decode: () => createImageBitmap(file), destroy: () => undefined }
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: clip.mime })
  await decoder.tracks.ready
  const count = decoder.tracks.selectedTrack?.frameCount ?? 1
  return {
    count,
    decode: async (frameIndex) => {
      const { image } = await decoder.decode({ frameIndex })
      try {
        return await createImageBitmap(image)
      } finally {
        image.close()
      }
    },
    destroy: () => decoder.close(),
  }
}
