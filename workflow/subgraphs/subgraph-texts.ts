/** What is said of subgraphs and their edges, in English. */
export const subgraphTexts = {
  about: (count: number): string => `A subgraph of ${count} ${count === 1 ? 'node' : 'nodes'}.`,
  containsItself: (names: string): string => `A subgraph contains itself: ${names}. Open it and delete the one inside.`,
  tooMany: (most: number): string =>
    `The workflow has more than ${most.toLocaleString('en')} nodes when its subgraphs are opened: place fewer of them.`,
  nothingReads: 'Nothing inside reads it.',
  inputs: 'Inputs',
  outputs: 'Outputs',
  comesIn: (title: string): string => `What comes into ${title}: each line is a socket or a field of its node.`,
  goesOut: (title: string): string => `What ${title} gives: each line is a socket of its node.`,
  newPort: 'new',
  selectNodes: 'Select the nodes that shall become one',
  /** @param names the first of the `count` nodes */
  between: (names: readonly string[], count: number): string => {
    const more = count - names.length
    const all = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')
    return `${all} ${count === 1 ? 'stands' : 'stand'} between the selected nodes: select ${count === 1 ? 'it' : 'them'} too`
  },
  selectSubgraph: 'Select a subgraph: only that can be ungrouped',
  bypassed: (title: string): string => `${title} is bypassed, and its nodes would run: end the bypass (B) first`,
}

export type SubgraphTexts = typeof subgraphTexts
