'use client'
import { lazy, Suspense } from 'react'

/** All of lucide in one chunk of its own: a definition names its icon, and no list of icons is kept here. */
const NodeGlyph = lazy(() => import('./node-glyph.tsx'))

/** The icon of a definition, by its lucide name in kebab-case. */
export const NodeIcon = ({ name, size = 14 }: { readonly name: string; readonly size?: number }) => (
  <Suspense fallback={<span style={{ width: size, height: size, display: 'inline-block' }} />}>
    <NodeGlyph name={name} size={size} />
  </Suspense>
)
