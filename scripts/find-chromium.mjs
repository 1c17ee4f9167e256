import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium: CHROMIUM_BIN, or the first of the usual names on PATH or in /usr/bin; undefined where there is none. */
export const findChromium = () => {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  const places = [process.env.CHROMIUM_BIN ?? '', ...names.flatMap((name) => folders.map((each) => join(each, name)))]
  return places.find((place) => {
    try {
      if (place !== '') accessSync(place, constants.X_OK)
      return place !== ''
    } catch {
      return false
    }
  })
}
