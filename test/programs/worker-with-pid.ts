import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkerSettings } from '../../server/worker/messages.ts'

// The worker itself, after it has written down which process it is: a test can then take it away.
const { data } = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings
writeFileSync(join(data, 'worker.pid'), String(process.pid))
await import('../../server/worker/main.ts')
