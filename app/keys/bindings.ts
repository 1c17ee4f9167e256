import type { Chord } from './chord.ts'

/**
 * Where a shortcut works: `canvas` with the focus on the canvas or nowhere; `page` wherever nobody is writing and nothing
 * is open over the page; `always` also while a person is writing, where its keys write nothing.
 */
export type KeyScope = 'canvas' | 'page' | 'always'

export const keyGroups = ['Run', 'Workflow', 'Edit', 'Nodes', 'View', 'Go to', 'Panels'] as const

/** One thing that can be done with the keyboard, and the keys it has from the start. */
export interface Binding {
  readonly title: string
  readonly group: (typeof keyGroups)[number]
  readonly scope: KeyScope
  readonly chords: readonly Chord[]
  /** True where the keys belong to the browser or to the control itself and cannot be changed. */
  readonly fixed?: boolean
  /** Further words by which the shortcut sheet finds it. */
  readonly words?: string
}

/**
 * Every shortcut of the editor: the one table from which keys are listened to, shown and changed. What has no keys yet can
 * be given some. A command of the command search (shell/use-commands.tsx) that names its `id` here is done when its keys
 * are pressed; what only the canvas can do is in canvas/keyboard.ts.
 */
const table = {
  run: { title: 'Run', group: 'Run', scope: 'always', chords: ['mod+enter'], words: 'render queue generate' },
  cancel: { title: 'Cancel the run', group: 'Run', scope: 'page', chords: ['escape'], fixed: true, words: 'stop' },

  save: { title: 'Save now', group: 'Workflow', scope: 'always', chords: ['mod+s'] },
  newWorkflow: { title: 'New workflow', group: 'Workflow', scope: 'page', chords: [] },
  duplicateWorkflow: { title: 'Duplicate this workflow', group: 'Workflow', scope: 'page', chords: [] },
  download: { title: 'Download this workflow as JSON', group: 'Workflow', scope: 'page', chords: [] },
  importFile: { title: 'Import a workflow file', group: 'Workflow', scope: 'page', chords: ['mod+o'] },
  closeTab: { title: 'Close this tab', group: 'Workflow', scope: 'page', chords: [] },
  nextTab: { title: 'Next tab', group: 'Workflow', scope: 'page', chords: [']'] },
  previousTab: { title: 'Previous tab', group: 'Workflow', scope: 'page', chords: ['['] },

  undo: { title: 'Undo', group: 'Edit', scope: 'page', chords: ['mod+z'] },
  redo: { title: 'Redo', group: 'Edit', scope: 'page', chords: ['mod+shift+z', 'mod+y'] },
  copy: { title: 'Copy', group: 'Edit', scope: 'canvas', chords: ['mod+c'], fixed: true },
  cut: { title: 'Cut', group: 'Edit', scope: 'canvas', chords: ['mod+x'], fixed: true },
  paste: { title: 'Paste', group: 'Edit', scope: 'canvas', chords: ['mod+v'], fixed: true },
  pasteLinked: {
    title: 'Paste with the links from outside',
    group: 'Edit',
    scope: 'canvas',
    chords: ['mod+shift+v'],
    fixed: true,
  },
  selectAll: { title: 'Select all', group: 'Edit', scope: 'canvas', chords: ['mod+a'] },
  duplicate: { title: 'Duplicate the selection', group: 'Edit', scope: 'canvas', chords: ['mod+d'] },
  remove: { title: 'Delete the selection', group: 'Edit', scope: 'canvas', chords: ['delete', 'backspace'] },

  addNode: { title: 'Add a node', group: 'Nodes', scope: 'canvas', chords: ['space'], words: 'search' },
  renameNode: { title: 'Rename a node', group: 'Nodes', scope: 'canvas', chords: ['f2'], fixed: true },
  offer: {
    title: 'On a socket: add a node that fits',
    group: 'Nodes',
    scope: 'canvas',
    chords: ['enter'],
    fixed: true,
    words: 'wire connect',
  },
  connect: {
    title: 'On a socket: connect it to another',
    group: 'Nodes',
    scope: 'canvas',
    chords: ['l'],
    words: 'wire link',
  },
  mute: {
    title: 'Mute the selection, or end that',
    group: 'Nodes',
    scope: 'canvas',
    chords: ['m'],
    words: 'off disable',
  },
  bypass: {
    title: 'Bypass the selection, or end that',
    group: 'Nodes',
    scope: 'canvas',
    chords: ['b'],
    words: 'skip pass through disable',
  },
  collapse: {
    title: 'Collapse the selection, or unfold it',
    group: 'Nodes',
    scope: 'canvas',
    chords: ['c'],
    words: 'fold minimise header',
  },
  frame: { title: 'Put a frame around the selection', group: 'Nodes', scope: 'canvas', chords: ['g'], words: 'group' },
  removeKeeping: {
    title: 'Delete the selection and keep its wires',
    group: 'Edit',
    scope: 'canvas',
    chords: ['mod+delete', 'mod+backspace'],
    words: 'bridge dissolve',
  },
  tidy: { title: 'Tidy', group: 'Nodes', scope: 'canvas', chords: ['t'], words: 'arrange layout auto' },
  snap: { title: 'Snap to the grid', group: 'Nodes', scope: 'canvas', chords: [], words: 'grid' },
  alignLeft: { title: 'Align left', group: 'Nodes', scope: 'canvas', chords: [] },
  alignCentre: { title: 'Align centres', group: 'Nodes', scope: 'canvas', chords: [] },
  alignRight: { title: 'Align right', group: 'Nodes', scope: 'canvas', chords: [] },
  alignTop: { title: 'Align tops', group: 'Nodes', scope: 'canvas', chords: [] },
  alignMiddle: { title: 'Align middles', group: 'Nodes', scope: 'canvas', chords: [] },
  alignBottom: { title: 'Align bottoms', group: 'Nodes', scope: 'canvas', chords: [] },
  distributeAcross: { title: 'Distribute across', group: 'Nodes', scope: 'canvas', chords: [] },
  distributeDown: { title: 'Distribute down', group: 'Nodes', scope: 'canvas', chords: [] },
  followWire: {
    title: 'On a socket: go to the other end of its wire',
    group: 'Nodes',
    scope: 'canvas',
    chords: ['w'],
    words: 'link',
  },
  unlink: {
    title: 'On a socket: remove its wire',
    group: 'Nodes',
    scope: 'canvas',
    chords: ['delete'],
    fixed: true,
    words: 'disconnect link',
  },
  nudgeLeft: { title: 'Move left', group: 'Nodes', scope: 'canvas', chords: ['arrowleft'], words: 'nudge' },
  nudgeRight: { title: 'Move right', group: 'Nodes', scope: 'canvas', chords: ['arrowright'], words: 'nudge' },
  nudgeUp: { title: 'Move up', group: 'Nodes', scope: 'canvas', chords: ['arrowup'], words: 'nudge' },
  nudgeDown: { title: 'Move down', group: 'Nodes', scope: 'canvas', chords: ['arrowdown'], words: 'nudge' },
  nudgeFarLeft: { title: 'Move far left', group: 'Nodes', scope: 'canvas', chords: ['shift+arrowleft'] },
  nudgeFarRight: { title: 'Move far right', group: 'Nodes', scope: 'canvas', chords: ['shift+arrowright'] },
  nudgeFarUp: { title: 'Move far up', group: 'Nodes', scope: 'canvas', chords: ['shift+arrowup'] },
  nudgeFarDown: { title: 'Move far down', group: 'Nodes', scope: 'canvas', chords: ['shift+arrowdown'] },

  fit: { title: 'Fit all into the view', group: 'View', scope: 'canvas', chords: ['f', '.'], words: 'zoom' },
  fitSelection: {
    title: 'Fit the selection into the view',
    group: 'View',
    scope: 'canvas',
    chords: ['shift+f'],
    words: 'zoom',
  },
  zoomIn: { title: 'Zoom in', group: 'View', scope: 'canvas', chords: ['mod+=', 'mod++'] },
  zoomOut: { title: 'Zoom out', group: 'View', scope: 'canvas', chords: ['mod+-'] },
  zoomFull: { title: 'Zoom to 100 %', group: 'View', scope: 'canvas', chords: ['mod+0'] },
  theme: { title: 'Light or dark', group: 'View', scope: 'page', chords: [], words: 'theme colours' },

  palette: { title: 'Search or run a command', group: 'Go to', scope: 'always', chords: ['mod+k'], words: 'palette' },
  shortcuts: { title: 'Keyboard shortcuts', group: 'Go to', scope: 'page', chords: ['?'], words: 'keys help' },
  cardLeft: { title: 'Card at the left', group: 'Go to', scope: 'canvas', chords: ['alt+arrowleft'], words: 'node' },
  cardRight: { title: 'Card at the right', group: 'Go to', scope: 'canvas', chords: ['alt+arrowright'], words: 'node' },
  cardUp: { title: 'Card above', group: 'Go to', scope: 'canvas', chords: ['alt+arrowup'], words: 'node' },
  cardDown: { title: 'Card below', group: 'Go to', scope: 'canvas', chords: ['alt+arrowdown'], words: 'node' },
  nextPlace: { title: 'Next part of the window', group: 'Go to', scope: 'always', chords: ['f6'], words: 'region' },
  previousPlace: {
    title: 'Previous part of the window',
    group: 'Go to',
    scope: 'always',
    chords: ['shift+f6'],
    words: 'region',
  },

  panelAdd: { title: 'Nodes to add', group: 'Panels', scope: 'page', chords: ['1'] },
  panelOutline: { title: 'Outline', group: 'Panels', scope: 'page', chords: ['2'] },
  panelWorkflows: { title: 'Workflows', group: 'Panels', scope: 'page', chords: ['3'] },
  panelModels: { title: 'Models', group: 'Panels', scope: 'page', chords: ['4'] },
  panelGallery: { title: 'Gallery', group: 'Panels', scope: 'page', chords: ['5'] },
  panelQueue: { title: 'Queue', group: 'Panels', scope: 'page', chords: ['6'] },
} as const satisfies Record<string, Binding>

export type CommandId = keyof typeof table

/** The shortcuts by the id of what they do. */
export const bindings: Readonly<Record<CommandId, Binding>> = table

/** All ids, in the order in which the sheet shows them. */
export const commandIds = Object.keys(table) as CommandId[]
