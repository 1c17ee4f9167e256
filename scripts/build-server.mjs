import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { root } from './root.mjs'
import { filesIn, stampOf } from './stamp.mjs'

/** What runs in Node. A benchmark opens the editor with the browser's tools; tests start the programs of theirs. */
const folders = ['server', 'nodes', 'workflow', 'diffusion', 'onnx', 'bench', 'test/browser', 'test/programs']
const dist = join(root, 'dist')
const mark = join(dist, '.stamp')

/**
 * Makes each TypeScript file of the server a JavaScript file of the same place under dist/, where something changed since
 * the last time. Two may do so at once: a file is there whole or as it was. @returns {Promise<boolean>} true where it had to
 */
export const buildServer = async () => {
  const stamp = stampOf([...folders, 'package-lock.json', 'scripts/build-server.mjs'])
  if (existsSync(mark) && readFileSync(mark, 'utf8') === stamp) return false
  mkdirSync(dist, { recursive: true })
  rmSync(mark, { force: true })
  const sources = filesIn(folders).filter((file) => /(?<!\.test|\.d)\.ts$/.test(file))
  const { build, stop } = await import('esbuild')
  const { outputFiles } = await build({
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
    write: false,
    // Only a bundle's imports pass through plugins; since every one of them stays outside, each file is its own bundle.
    bundle: true,
    treeShaking: false,
    plugins: [keepImports],
  })
  await stop()
  const temporary = join(dist, `.${randomUUID()}`)
  for (const { path, contents } of outputFiles) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, contents)
    renameSync(temporary, path)
  }
  removeOthers(new Set(outputFiles.map(({ path }) => relative(root, path).split(sep).join('/'))))
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
  for (const file of filesIn([relative(root, dist).split(sep).join('/')]))
    if (!made.has(file) && !file.startsWith('dist/.')) rmSync(join(root, file), { force: true })
}
