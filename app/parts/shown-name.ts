/** More letters than this of a name are on no screen; a page stands still while it measures a million of them. */
const most = 300

/** A name as it is shown where there is room for a line of it: of one that is endless, the beginning. */
export const shownName = (name: string): string => (name.length > most ? `${name.slice(0, most)}…` : name)
