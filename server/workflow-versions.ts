const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour
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

/** The rev in the file name of a version. */
export const versionRev = (name: string): string => name.slice(-'.json'.length - 64, -'.json'.length)

/** How far apart versions of this age are kept, in milliseconds. */
export const versionSpacing = (age: number): number => (age < day ? 10 * minute : age < 30 * day ? hour : day)

/**
 * The versions that need not be kept. All of the newest 50 stay, and all whose rev is `precious`; of the others the last of
 * every 10 minutes within a day, of every hour within 30 days, and of every day before that (UTC). Files of other names are
 * never among those to drop.
 */
export const versionsToDrop = (
  names: readonly string[],
  now: number,
  precious: (rev: string) => boolean = () => false,
): string[] => {
  const versions = names
    .flatMap((name) => {
      const time = versionTime(name)
      return time === undefined ? [] : [{ name, time }]
    })
    .sort((a, b) => b.time - a.time || (a.name < b.name ? 1 : -1))
  const spans = new Set<string>()
  return versions.flatMap(({ name, time }, index) => {
    const spacing = versionSpacing(now - time)
    const span = `${spacing} ${Math.floor(time / spacing)}`
    const lastOfSpan = !spans.has(span)
    spans.add(span)
    return index < atLeast || lastOfSpan || precious(versionRev(name)) ? [] : [name]
  })
}
