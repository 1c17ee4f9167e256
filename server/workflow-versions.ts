const day = 24 * 60 * 60 * 1000
const atLeast = 50

/** The file name of an earlier version of a workflow: when it was saved, and its rev. Names sort by time. */
export const versionName = (savedAt: number, rev: string): string =>
  `${new Date(savedAt).toISOString().replaceAll(':', '-')}-${rev}.json`

/** When the version of this file name was saved, in milliseconds since 1970, or undefined for a name of another kind. */
export const versionTime = (name: string): number | undefined => {
  const parts = /^(\d{4,}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)-[0-9a-f]{64}\.json$/.exec(name)
  if (!parts) return undefined
  const time = Date.parse(`${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}`)
  return Number.isNaN(time) ? undefined : time
}

/**
 * The versions that need not be kept: of those older than a day and not among the newest 50, all but the last of each
 * day (UTC). Files of other names are never among them.
 */
export const versionsToDrop = (names: readonly string[], now: number): string[] => {
  const versions = names
    .flatMap((name) => {
      const time = versionTime(name)
      return time === undefined ? [] : [{ name, time }]
    })
    .sort((a, b) => b.time - a.time || (a.name < b.name ? 1 : -1))
  const days = new Set<number>()
  return versions.flatMap(({ name, time }, index) => {
    const date = Math.floor(time / day)
    const lastOfDay = !days.has(date)
    days.add(date)
    return index < atLeast || now - time < day || lastOfDay ? [] : [name]
  })
}
