import type { Terminal } from '../terminal.ts'
import { bar, timeOf } from '../terminal-progress.ts'
import type { DownloadProgress } from './download.ts'

/** The speed is that of so many last seconds. */
const windowMs = 10_000

/**
 * A bar for a download: share, bytes, speed, time left and the file at work; where nobody watches, a line for each tenth.
 * @param now milliseconds
 */
export const createDownloadLine = (
  terminal: Terminal,
  now: () => number = () => performance.now(),
): ((progress: DownloadProgress) => void) => {
  let told = -1
  let samples: { at: number; done: number }[] = []
  return ({ path, done, total }) => {
    const at = now()
    const last = samples[samples.length - 1]
    // A file begun anew says nothing of the speed of the line.
    if (last && done < last.done) samples = []
    if (!last || at - last.at > 200 || samples.length === 0)
      samples = [...samples.filter((each) => at - each.at < windowMs), { at, done }]
    const share = total === 0 ? 1 : done / total
    const first = samples[0]
    const speed = first && at > first.at ? ((done - first.done) / (at - first.at)) * 1000 : 0
    const line = [
      bar(share),
      `${Math.floor(share * 100)} %`.padStart(5),
      `${megabytes(done)}/${megabytes(total)} MB`,
      speed > 0 ? `${megabytes(speed)} MB/s` : '',
      speed > 0 && done < total ? `${timeOf((total - done) / speed)} left` : '',
      path,
    ]
      .filter((each) => each !== '')
      .join('  ')
    terminal.show(line)
    const tenth = Math.floor(share * 10)
    if (terminal.live || tenth === told) return
    told = tenth
    terminal.say(line)
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
