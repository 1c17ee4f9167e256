import type { search as english } from '../en/search.ts'

/** Texte der Suche nach Knoten zum Hinzufügen. */
export const search: typeof english = {
  groups: { favourites: 'Favoriten', recent: 'Zuletzt benutzt', own: 'Meine Knoten', rest: 'Alle Knoten' },
  favourite: 'Favorit',
  addStar: (node) => `${node} zum Favoriten machen`,
  removeStar: (node) => `${node} ist ein Favorit: Stern wegnehmen`,
  starKey: 'macht ihn zum Favoriten',
  unstarKey: 'nimmt ihm den Stern',
}
