import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium: CHROMIUM_BIN, or the first of the usual names on PATH; undefined where there is none. */
export const findChromium = (environment: NodeJS.ProcessEnv = process.env): string | undefined => {
  const folders = [...(environment.PATH ?? '').split(delimiter), '/usr/bin']
  const places = [
    environment.CHROMIUM_BIN ?? '',
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ]
  return places.find((place) => {
    try {
      if (place !== '') accessSync(place, constants.X_OK)
      return place !== ''
    } catch {
      return false
    }
  })
}
