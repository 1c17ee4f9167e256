const dayNumber = (at: number): number => {
  const date = new Date(at)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000
}

/** How a language names a time of the past: its day (today, yesterday, a weekday, else a date), and its time of day. */
export const dayText = (locale: string, today: string, yesterday: string) => {
  const time = (at: number): string => new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
  const day = (at: number, now: number): string => {
    const days = dayNumber(now) - dayNumber(at)
    if (days === 0) return today
    if (days === 1) return yesterday
    if (days > 1 && days < 7) return new Date(at).toLocaleDateString(locale, { weekday: 'long' })
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
    return new Date(at).toLocaleDateString(locale, {
      day: 'numeric',
      month: 'long',
      ...(sameYear ? {} : { year: 'numeric' }),
    })
  }
  const inSentence = (text: string) => (text === today || text === yesterday ? text.toLowerCase() : text)
  return {
    day,
    time,
    /** A time that is read soon, in a sentence: "yesterday 14:03". */
    when: (at: number, now: number): string => `${inSentence(day(at, now))} ${time(at)}`,
    /** A time that is read whenever: "25 Nov 2026, 14:03". */
    date: (at: number): string => new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  }
}
