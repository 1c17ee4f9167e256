/** Texts of frames, beside those that the canvas has, and of what the outline does with them. */
export const frames = {
  untitled: 'Untitled',
  title: (name: string) =>
    `Frame ${name}: Enter renames it, Delete removes it, arrows move it and with Shift resize it`,
  list: 'Frames',
  nodes: 'Nodes',
  holds: (count: number) => (count === 0 ? 'empty' : `${count} ${count === 1 ? 'node' : 'nodes'}`),
  show: 'Show it on the canvas',
  more: (name: string) => `More of frame ${name}`,
  newFrame: 'New frame around it',
  moveInto: (node: string, name: string) => `Move ${node} into ${name}`,
  moveOut: (node: string) => `Move ${node} out of its frame`,
}
