import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** A headless Chromium with an empty profile. @throws where there is none, saying how to get it */
export const openBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium()
  if (!executablePath)
    throw new Error('There is no Chromium. Install it (Debian: apt-get install chromium), or name one in CHROMIUM_BIN.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
