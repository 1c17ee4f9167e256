/** The words of a language for times of the last two days. */
interface AgoWords {
  readonly now: string
  readonly minutes: (count: number) => string
  readonly hours: (count: number) => string
  readonly yesterday: string
}

/** How a language says how long ago something was: "just now", "5 min ago", "yesterday", else the date. */
export const agoIn =
  (locale: string, words: AgoWords) =>
  (at: number, now: number): string => {
    const minutes = Math.floor((now - at) / 60_000)
    if (minutes < 1) return words.now
    if (minutes < 60) return words.minutes(minutes)
    const hours = Math.floor(minutes / 60)
    if (hours < 24) return words.hours(hours)
    if (hours < 48) return words.yesterday
    return new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  }
