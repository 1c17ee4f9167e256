import * as lucide from 'lucide-react'

const pascalCase = (name: string) =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

/** The lucide icon of that name; a box for a name that lucide does not know. */
const AnyIcon = ({ name, size }: { readonly name: string; readonly size: number }) => {
  const key = pascalCase(name)
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the name comes from a definition; this file is a chunk of its own
  const Icon = (Object.hasOwn(lucide, key) ? lucide[key as 'Box'] : undefined) ?? lucide.Box
  return <Icon size={size} strokeWidth={1.75} aria-hidden />
}

export default AnyIcon
