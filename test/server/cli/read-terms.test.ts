import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTerms } from '../../../server/cli/read-terms.ts'
import type { CheckpointInfo, CheckpointTerms } from '../../../workflow/wire.ts'
import { tempFolder } from '../../fakes/temp-folder.ts'

const checkpoint = (name: string, terms?: string): CheckpointInfo => ({
  name,
  title: name,
  class: 'TextToVideoSDPipeline',
  licence: 'cc-by-nc-4.0',
  bytes: 1,
  variants: [''],
  ...(terms === undefined ? {} : { terms }),
})
const terms: CheckpointTerms = { licence: 'cc-by-nc-4.0', nonCommercial: true, limits: 'It reads English only.' }

test('terms are shown once before the first use; others, and those of another checkpoint, are asked about again', async () => {
  const file = join(await tempFolder(), 'data', 'read-terms.json')
  let answer = false
  const read = async (used: readonly CheckpointInfo[], accepted = false) => {
    const [said, asked]: [string[], string[]] = [[], []]
    const allowed = await readTerms(used, {
      checkpoints: { terms: async () => terms },
      file,
      accepted,
      say: (text) => said.push(text),
      ask: async (question) => {
        asked.push(question)
        return answer
      },
    })
    return { allowed, asked: asked.length, said: said.join('\n') }
  }
  const limited = checkpoint('org/a', 'digest-1')

  expect(await read([checkpoint('demo')])).toEqual({ allowed: true, asked: 0, said: '' })
  const refused = await read([limited])
  expect(refused).toMatchObject({ allowed: false, asked: 1 })
  expect(refused.said).toMatch(
    /^org\/a\nLicence: cc-by-nc-4\.0 \(no commercial use\)[\s\S]*English only[\s\S]*add --accept-licence\.$/,
  )
  answer = true
  expect(await read([limited])).toMatchObject({ allowed: true, asked: 1 })
  expect(await read([limited, checkpoint('demo')])).toEqual({ allowed: true, asked: 0, said: '' })
  expect(await read([limited, checkpoint('org/b', 'digest-2')])).toMatchObject({ allowed: true, asked: 1 })
  expect(await read([checkpoint('org/a', 'digest-3')], true)).toMatchObject({ allowed: true, asked: 0 })
  expect(await read([checkpoint('org/a', 'digest-3')])).toMatchObject({ asked: 0, said: '' })
  await writeFile(file, 'damaged')
  expect(await read([limited])).toMatchObject({ allowed: true, asked: 1 })
})
