import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** What each layer may import of ours. The latent's arithmetic is shared with the browser: app may read that one file. */
const arrows: Record<string, readonly string[]> = {
  workflow: ['workflow'],
  diffusion: ['diffusion', 'workflow/said'],
  onnx: ['onnx', 'workflow/said'],
  nodes: ['nodes', 'workflow', 'diffusion'],
  app: ['app', 'workflow', 'diffusion/latent-colour.ts'],
  server: ['server', 'workflow', 'nodes', 'diffusion', 'onnx'],
}
/** Layers that run in the browser as well: nothing of Node, no DOM. */
const pure = ['workflow', 'diffusion']

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && /\.tsx?$/.test(each.name))
    .map((each) => join(each.parentPath, each.name))

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!)

test.each(Object.keys(arrows))('%s imports only what it may', (layer) => {
  const wrong: string[] = []
  for (const file of sources(layer))
    for (const target of importsOf(file)) {
      const where = relative(root, file)
      if (target.startsWith('.')) {
        const to = relative(root, resolve(file, '..', target))
          .split(sep)
          .join('/')
        if (!arrows[layer]!.some((allowed) => to === allowed || to.startsWith(`${allowed}/`)))
          wrong.push(`${where} → ${to}`)
      } else if (pure.includes(layer) && (target.startsWith('node:') || target === 'react'))
        wrong.push(`${where} → ${target}`)
      else if (layer === 'onnx' && target.startsWith('node:')) wrong.push(`${where} → ${target}`)
      else if (layer === 'app' && target.startsWith('node:')) wrong.push(`${where} → ${target}`)
    }
  expect(wrong).toEqual([])
})

test('the layers have files, so that the test above looks at something', () => {
  for (const layer of Object.keys(arrows)) expect(sources(layer).length, layer).toBeGreaterThan(3)
})
