import type { NodeGroup } from '../../canvas/search-ranking.ts'

/** Texts of the search for nodes to add. */
export const search = {
  groups: { favourites: 'Favourites', recent: 'Recent', own: 'My nodes', rest: 'All nodes' } satisfies Record<
    NodeGroup['kind'],
    string
  >,
  favourite: 'favourite',
  addStar: (node: string) => `Make ${node} a favourite`,
  removeStar: (node: string) => `${node} is a favourite: take its star away`,
  starKey: 'makes it a favourite',
  unstarKey: 'takes its star away',
}
