/** Texts of the subgraphs. */
export const subgraphs = {
  way: 'Open subgraphs',
  up: 'Up one level',
  usedTimes: (count: number) => `Used ${count} times: an edit changes all`,
  title: 'Subgraph',
  makeEdit: (what: string) => `Make a subgraph of ${what}`,
  ungroupEdit: (title: string) => `Ungroup ${title}`,
  uniqueEdit: (title: string) => `Make ${title} unique`,
  alone: 'It is used once only: nothing else changes with it',
  selectOne: 'Select one subgraph first',
}
