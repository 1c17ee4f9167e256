import type { Happening, PreviewHeader } from '../workflow/wire.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'

/** One job's way through its nodes, told to the person at a terminal. */
export interface TerminalProgress {
  happened(happening: Happening): void
  preview(header: Pick<PreviewHeader, 'frames' | 'channels' | 'width' | 'height'>): void
}

/** Where nobody watches, one line for at most each tenth of a node's work. */
const tenths = 10

/**
 * A bar with the node, its step of how many, the time left and the size of its previews: one line that is written over on
 * a terminal, and plain lines, few of them, elsewhere.
 * @param titleOf what a person calls the node
 */
export const createTerminalProgress = (terminal: Terminal, titleOf: (node: string) => string): TerminalProgress => {
  let previewed = ''
  let told = -1
  let total = 0
  let finished = 0
  let explained = false
  const nameOf = (node: string) => oneLine(titleOf(node), 60)
  const nodeOf = (title: string) => (total === 0 ? title : `[${Math.min(finished + 1, total)}/${total}] ${title}`)

  return {
    happened: (happening) => {
      switch (happening.type) {
        case 'queued':
          total = happening.nodes.length
          break
        case 'started':
          terminal.say(`Computing on ${happening.device}`)
          break
        case 'resumed':
          finished = 0
          terminal.say(happening.reason)
          break
        case 'node-started':
          told = -1
          previewed = ''
          terminal.show(nodeOf(nameOf(happening.node)))
          break
        case 'progress': {
          const { node, done, total: units, seconds, within } = happening
          const reached = done + (within ? within.done / within.total : 0)
          const line = [
            nodeOf(nameOf(node)).padEnd(24),
            bar(reached / units),
            `${String(done).padStart(String(units).length)}/${units}`,
            within ? `window ${within.done}/${within.total}` : '',
            reached < units && seconds > 0 ? `${timeOf((units - reached) * seconds)} left` : '',
            previewed,
          ]
            .filter((each) => each !== '')
            .join('  ')
          terminal.show(line)
          const tenth = Math.floor((done / units) * tenths)
          if (terminal.live || tenth === told) break
          told = tenth
          terminal.say(line)
          break
        }
        case 'warning':
          terminal.say(`${nameOf(happening.node)}: ${happening.message}`)
          break
        case 'node-finished': {
          const title = nodeOf(nameOf(happening.node))
          finished++
          terminal.show('')
          terminal.say(happening.cached ? `${title}: kept from before` : `${title}: ${secondsOf(happening.ms)}`)
          break
        }
        case 'node-failed':
          explained = true
          terminal.show('')
          terminal.say(`${nameOf(happening.node)}: ${happening.message}`)
          break
        case 'node-skipped':
          terminal.say(`${nameOf(happening.node)}: left out, because ${nameOf(happening.because)} failed`)
          break
        case 'cancelling':
          terminal.say('Cancelling…')
          break
        case 'finished':
          terminal.show('')
          terminal.say(`Done in ${secondsOf(happening.ms)}`)
          break
        case 'failed':
          terminal.show('')
          // Where a node failed, it has said the same.
          if (!explained) terminal.say(happening.message)
          break
        case 'cancelled':
          terminal.show('')
          terminal.say('Cancelled')
          break
      }
    },
    preview: ({ frames, channels, width, height }) => {
      previewed = `preview ${frames} × ${width} × ${height}, ${bytesOf(frames * channels * width * height)}`
    },
  }
}

const cells = 20

/** A bar of 20 cells for a share from 0 to 1, to an eighth of a cell. */
export const bar = (share: number): string => {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * cells * 8)
  const partial = eighths % 8 === 0 ? '' : (['▏', '▎', '▍', '▌', '▋', '▊', '▉'][(eighths % 8) - 1] as string)
  return `${'█'.repeat(Math.floor(eighths / 8))}${partial}`.padEnd(cells, '░')
}

/** A duration of seconds as m:ss, or h:mm:ss from an hour on. */
export const timeOf = (seconds: number): string => {
  const whole = Math.ceil(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const two = (number: number) => String(number).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

const secondsOf = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : timeOf(ms / 1000))

const bytesOf = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KiB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
