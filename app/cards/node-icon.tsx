'use client'
import { lazy, Suspense } from 'react'
import { nodeIcons } from './node-icons.ts'

/** All of lucide in one chunk of its own: a definition may name any icon of it. */
const AnyIcon = lazy(() => import('./any-icon.tsx'))

/** The icon of a definition, by its lucide name in kebab-case. */
export const NodeIcon = ({ name, size = 14 }: { readonly name: string; readonly size?: number }) => {
  const Icon = Object.hasOwn(nodeIcons, name) ? nodeIcons[name] : undefined
  if (Icon) return <Icon size={size} strokeWidth={1.75} aria-hidden />
  return (
    <Suspense fallback={<span style={{ width: size, height: size, display: 'inline-block' }} />}>
      <AnyIcon name={name} size={size} />
    </Suspense>
  )
}
