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

/** A whole number with thin spaces between groups of three digits. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, thin)
