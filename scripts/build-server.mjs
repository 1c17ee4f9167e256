import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './root.mjs'
import { filesIn, stampOf } from './stamp.mjs'

/** What runs in Node. The browser's tools are among them because a benchmark opens the editor. */
const folders = ['server', 'nodes', 'workflow', 'diffusion', 'onnx', 'bench', 'test/browser']
const dist = join(root, 'dist')
const mark = join(dist, '.stamp')

/**
 * Makes each TypeScript file of the server a JavaScript file of the same place under dist/, where something changed since
 * the last time. @returns {Promise<boolean>} true where it had to
 */
export const buildServer = async () => {
  const stamp = stampOf([...folders, 'package-lock.json', 'scripts/build-server.mjs'])
  if (existsSync(mark) && readFileSync(mark, 'utf8') === stamp) return false
  mkdirSync(dist, { recursive: true })
  rmSync(mark, { force: true })
  const sources = filesIn(folders).filter((file) => /(?<!\.test|\.d)\.ts$/.test(file))
  const { build, stop } = await import('esbuild')
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: sources,
    outdir: dist,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20.9',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    metafile: true,
    // Only a bundle's imports pass through plugins; since every one of them stays outside, each file is its own bundle.
    bundle: true,
    treeShaking: false,
    plugins: [keepImports],
  })
  await stop()
  removeOthers(new Set(Object.keys(metafile.outputs)))
  writeFileSync(mark, stamp)
  return true
}

/** Leaves each import where it is and makes `./x.ts` into `./x.js`. */
const keepImports = {
  name: 'keep imports',
  setup: ({ onResolve }) => {
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'entry-point'
        ? undefined
        : { external: true, path: path.startsWith('.') ? path.replace(/\.ts$/, '.js') : path },
    )
  },
}

/** A node whose source was deleted must not be found any more: folders are read to see what there is. */
const removeOthers = (made) => {
  for (const file of filesIn([relative(root, dist).split(sep).join('/')])) if (!made.has(file)) rmSync(join(root, file))
}
