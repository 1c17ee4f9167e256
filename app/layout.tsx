import '@fontsource-variable/inter'
import './tokens.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'

/** The title and icon of the browser tab. */
export const metadata: Metadata = {
  title: 'Reelgraph',
  description: 'A node-graph editor for text-to-video diffusion.',
}

/** The colour of the browser's own frame. */
export const viewport: Viewport = { themeColor: '#11141a', colorScheme: 'dark' }

/** The page around the editor: font, tokens, nothing fetched from elsewhere. */
const Layout = ({ children }: { readonly children: ReactNode }) => (
  <html lang="en">
    <body>{children}</body>
  </html>
)

export default Layout
