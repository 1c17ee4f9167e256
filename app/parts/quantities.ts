const thin = '\u2009'

/** Bytes in words, in powers of 1000: "24.3 GB". */
export const bytesText = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** A span of time in words: "0.4 s", "9 s", "2 min 5 s", "3 h 20 min". */
export const durationText = (ms: number): string => {
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds < 0.05 ? 0 : seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ''}`
  return `${Math.floor(whole / 3600)} h${Math.floor((whole % 3600) / 60) ? ` ${Math.floor((whole % 3600) / 60)} min` : ''}`
}

/** What is left of a span of time: whole seconds, since an estimate knows no tenths. */
export const leftText = (seconds: number): string =>
  seconds < 60 ? `${Math.max(1, Math.ceil(seconds))} s left` : `${durationText(Math.ceil(seconds) * 1000)} left`

/** A whole number with thin spaces between groups of three digits. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, thin)

/** How long ago, in words: "just now", "5 min ago", "yesterday", else the date. */
export const agoText = (at: number, now: number): string => {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ago`
  if (hours < 48) return 'yesterday'
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
}

/** "1 node", "3 nodes". */
export const plural = (count: number, word: string): string => `${countText(count)} ${word}${count === 1 ? '' : 's'}`
