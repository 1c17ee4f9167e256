import { numberText } from '../cards/number-text.ts'

const thin = '\u2009'

/** A whole number with thin spaces between groups of three digits. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, thin)

/** How a language writes amounts: what stands before the decimals of a number, and what a count of bytes is called. */
export const quantitiesIn = (point: '.' | ',', bytesWord: string) => {
  const local = (digits: string) => digits.replace('.', point)

  /** Bytes in words, in powers of 1000: "24.3 GB". */
  const bytes = (count: number): string => {
    const units = [bytesWord, 'kB', 'MB', 'GB', 'TB']
    let value = count
    let unit = 0
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000
      unit++
    }
    return `${unit === 0 || value >= 100 ? Math.round(value) : local(value.toFixed(1))} ${units[unit]}`
  }
  /** A span of time in whole seconds, at least one: "9 s", "2 min 5 s", "3 h 20 min". */
  const about = (seconds: number): string => {
    const whole = Math.max(1, Math.ceil(seconds))
    if (whole < 60) return `${whole} s`
    if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`
    const minutes = Math.floor((whole % 3600) / 60)
    return `${Math.floor(whole / 3600)} h${minutes ? ` ${minutes} min` : ''}`
  }
  /** A span of time in words, with tenths below ten seconds: "0.4 s", "2 min 5 s". */
  const duration = (ms: number): string => {
    const seconds = ms / 1000
    if (seconds < 10) return `${seconds < 0.05 ? 0 : local(seconds.toFixed(1))} s`
    return about(Math.round(seconds))
  }
  return {
    bytes,
    about,
    duration,
    /** How long something took: in milliseconds below a tenth of a second, where most nodes are. */
    took: (ms: number): string => (ms < 100 ? `${Math.max(1, Math.round(ms))} ms` : duration(ms)),
    /** A number with so many decimals. */
    decimals: (value: number, count: number): string => local(value.toFixed(count)),
    /** A number with as many digits as can be read at a glance, and a minus that is one. */
    figure: (value: number): string => {
      const size = Math.abs(value)
      const far = size !== 0 && (size < 0.001 || size >= 1e6)
      return local(far ? value.toExponential(2) : String(Number(value.toPrecision(4)))).replace('-', '\u2212')
    },
    /** A value as its field shows it. */
    ofField: (value: unknown, field: Parameters<typeof numberText>[1]): string => numberText(value, field, point),
    /** A number as it stands in a field while it is typed. */
    typed: (value: number): string => local(String(value)),
  }
}
