import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** The text of a file under test/golden; one ending in .gz is unpacked. */
export function readGolden(name: string): string {
  const bytes = readFileSync(new URL(`../golden/${name}`, import.meta.url))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
