import '@fontsource-variable/inter'
import './tokens.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { themeScript } from './state/theme.ts'

/** The title and icon of the browser tab. */
export const metadata: Metadata = {
  title: 'Reelgraph',
  description: 'A node-graph editor for text-to-video diffusion.',
}

/** The colour of the browser's own frame. */
export const viewport: Viewport = { themeColor: '#11141a', colorScheme: 'dark light' }

/** The page around the editor: theme, font, tokens, nothing fetched from elsewhere. */
const Layout = ({ children }: { readonly children: ReactNode }) => (
  // The script below writes the theme on the root before React is there.
  <html lang="en" data-theme="dark" suppressHydrationWarning>
    <head>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; it must run before the first painting */}
      <script dangerouslySetInnerHTML={{ __html: themeScript }} />
    </head>
    <body>{children}</body>
  </html>
)

export default Layout
