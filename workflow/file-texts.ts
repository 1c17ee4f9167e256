/** What is said of a file that is no workflow, in English. A place ("The file", `Node "a"`) and what is wrong with it make a sentence. */
export const fileTexts = {
  theFile: 'The file',
  inside: (place: string, part: string): string => `${place}: ${part}`,
  node: (id: string): string => `Node "${id}"`,
  input: (name: string): string => `input "${name}"`,
  subgraph: (id: string): string => `Subgraph "${id}"`,
  titleOf: (name: string): string => `the "title" of "${name}"`,
  refused: (place: string, what: string): string =>
    `${place} ${what}. The workflow was not opened, and nothing was changed.`,
  noWorkflow: (what: string): string => `The file ${what}. Pick a workflow that Reelgraph saved (.json).`,
  empty: 'is empty',
  noText: 'is no text',
  /** What files of other kinds are, by the ends of their names. */
  kinds: {
    png: 'is a PNG picture, no workflow',
    jpeg: 'is a JPEG picture, no workflow',
    gif: 'is a GIF picture, no workflow',
    zip: 'is a ZIP archive, no workflow',
    gzip: 'is a gzip archive, no workflow',
    pdf: 'is a PDF document, no workflow',
    mp4: 'is an MP4 video, no workflow',
    webm: 'is a WebM video, no workflow',
  },
  tooLarge: (size: number, most: number): string =>
    `The file has ${size} MB; a workflow may have at most ${most} MB. Check that it is a workflow.`,
  tooLargeSaved: (size: number, most: number): string =>
    `The workflow would have ${size} MB as it is saved; it may have at most ${most} MB. Take out what is long in it, for example lists of numbers.`,
  jsonFound: (line: number, column: number, found: string): string =>
    `line ${line}, column ${column}: "${found}" cannot stand there`,
  jsonLineEnds: (line: number, column: number): string =>
    `line ${line}, column ${column}: the line ends inside of a text in quotation marks`,
  jsonEnds: (line: number, column: number): string =>
    `line ${line}, column ${column}: it ends there, and something is missing`,
  /** @param reason one of those above */
  notJson: (reason: string): string =>
    `The file is not JSON (${reason}). Pick a workflow that Reelgraph saved, or repair the file at that place.`,
  noObject: 'holds no object: a workflow starts with {"format":"reelgraph"',
  foreign: (program: string): string =>
    `is no Reelgraph workflow but a graph of ${program}, whose nodes are other ones: build it here from an example, and copy its prompts and numbers over`,
  wrongFormat: (format: string): string => `is no Reelgraph workflow: "format" must be "reelgraph" and is ${format}`,
  wrongVersion: (version: string): string => `must be a whole number from 1, and is ${version}`,
  newer: (version: number, here: number): string =>
    `is from a newer Reelgraph (format version ${version}; this one reads up to ${here}): update Reelgraph to open it`,
  mustBeText: 'must be text',
  mustBeNodes: 'must be an object of nodes by id',
  tooMany: (count: number, most: number): string =>
    `holds ${count} nodes, and at most ${most} can be shown: split it into several files`,
  badNodeId: 'has an id that no node can have',
  badSubgraphId: 'has an id that no subgraph can have',
  badName: 'has a name that no input can have',
  mustBeObject: 'must be an object',
  mustBeDefinition: 'must be the id of a node definition',
  mustBeNumber: 'must be a number',
  mustBePlace: 'must be two numbers [x, y]',
  mustBeInput: 'must be {"value": …} or {"from": …, "output": …}',
  eitherOr: 'must have either "value" or "from", not both or neither',
  mustBeLink: 'must name its link as {"from": node id, "output": output name}',
  mustBeSubgraphs: 'must be an object of subgraphs by id',
  mustBePorts: 'must be a list of ports',
  mustBeNamed: (reserved: string): string => `must hold ports with a "name" each, other than "${reserved}"`,
  twoPorts: (name: string): string => `has two ports "${name}"`,
  noEdge: (id: string, kind: string): string => `must have a node "${id}" of the kind "${kind}", which is its edge`,
  tooDeep: (most: number): string => `is nested more than ${most} levels deep`,
  tooLargeNumber: 'holds a number that is too large: give one below 1.8e308',
  tooManyDigits: (number: string): string =>
    `holds the whole number ${number}, which has more digits than can be kept: give one of at most 15 digits, or put it in quotation marks`,
  twice: (key: string): string =>
    `holds "${key}" twice, and only one of the two could be kept: give one of them another name in a text editor`,
  missing: 'missing',
  list: 'a list',
  object: 'an object',
}

export type FileTexts = typeof fileTexts
