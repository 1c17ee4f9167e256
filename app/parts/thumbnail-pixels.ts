import type { Thumbnail } from '../../workflow/thumbnail.ts'

/** The pixels of a thumbnail, opaque, as a canvas takes them. */
export const thumbnailPixels = ({ width, height, rgb }: Thumbnail): ImageData => {
  const picture = new ImageData(width, height)
  const bytes = atob(rgb)
  for (let at = 0; at < width * height; at++) {
    for (let channel = 0; channel < 3; channel++)
      picture.data[at * 4 + channel] = bytes.charCodeAt(at * 3 + channel) || 0
    picture.data[at * 4 + 3] = 255
  }
  return picture
}
