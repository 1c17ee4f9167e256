import type { Chord } from './chord.ts'

/**
 * Where a shortcut works: `canvas` with the focus on the canvas or nowhere; `page` wherever nobody is writing and nothing
 * is open over the page; `always` also while a person is writing, where its keys write nothing.
 */
export type KeyScope = 'canvas' | 'page' | 'always'

export const keyGroups = ['Run', 'Workflow', 'Edit', 'Nodes', 'View', 'Go to', 'Panels'] as const

export type KeyGroup = (typeof keyGroups)[number]

/** One thing that can be done with the keyboard, and the keys it has from the start. */
export interface Binding {
  readonly group: KeyGroup
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
  run: { group: 'Run', scope: 'always', chords: ['mod+enter'], words: 'render queue generate' },
  cancel: { group: 'Run', scope: 'page', chords: ['escape'], fixed: true, words: 'stop' },

  save: { group: 'Workflow', scope: 'always', chords: ['mod+s'] },
  newWorkflow: { group: 'Workflow', scope: 'page', chords: [] },
  duplicateWorkflow: { group: 'Workflow', scope: 'page', chords: [] },
  download: { group: 'Workflow', scope: 'page', chords: [] },
  importFile: { group: 'Workflow', scope: 'page', chords: ['mod+o'] },
  closeTab: { group: 'Workflow', scope: 'page', chords: [] },
  nextTab: { group: 'Workflow', scope: 'page', chords: [']'] },
  previousTab: { group: 'Workflow', scope: 'page', chords: ['['] },

  undo: { group: 'Edit', scope: 'page', chords: ['mod+z'] },
  redo: { group: 'Edit', scope: 'page', chords: ['mod+shift+z', 'mod+y'] },
  copy: { group: 'Edit', scope: 'canvas', chords: ['mod+c'], fixed: true },
  cut: { group: 'Edit', scope: 'canvas', chords: ['mod+x'], fixed: true },
  paste: { group: 'Edit', scope: 'canvas', chords: ['mod+v'], fixed: true },
  pasteLinked: {
    group: 'Edit',
    scope: 'canvas',
    chords: ['mod+shift+v'],
    fixed: true,
  },
  selectAll: { group: 'Edit', scope: 'canvas', chords: ['mod+a'] },
  duplicate: { group: 'Edit', scope: 'canvas', chords: ['mod+d'] },
  remove: { group: 'Edit', scope: 'canvas', chords: ['delete', 'backspace'] },

  addNode: { group: 'Nodes', scope: 'canvas', chords: ['space'], words: 'search' },
  renameNode: { group: 'Nodes', scope: 'canvas', chords: ['f2'], fixed: true },
  offer: {
    group: 'Nodes',
    scope: 'canvas',
    chords: ['enter'],
    fixed: true,
    words: 'wire connect',
  },
  connect: {
    group: 'Nodes',
    scope: 'canvas',
    chords: ['l'],
    words: 'wire link',
  },
  mute: {
    group: 'Nodes',
    scope: 'canvas',
    chords: ['m'],
    words: 'off disable',
  },
  bypass: {
    group: 'Nodes',
    scope: 'canvas',
    chords: ['b'],
    words: 'skip pass through disable',
  },
  collapse: {
    group: 'Nodes',
    scope: 'canvas',
    chords: ['c'],
    words: 'fold minimise header',
  },
  frame: { group: 'Nodes', scope: 'canvas', chords: ['g'], words: 'group' },
  subgraph: { group: 'Nodes', scope: 'canvas', chords: ['shift+g'], words: 'group component nest' },
  openSubgraph: { group: 'Nodes', scope: 'canvas', chords: ['e'], words: 'enter inside' },
  leaveSubgraph: { group: 'Nodes', scope: 'canvas', chords: ['u'], words: 'up back' },
  ungroup: { group: 'Nodes', scope: 'canvas', chords: ['shift+u'], words: 'dissolve expand' },
  makeUnique: { group: 'Nodes', scope: 'canvas', chords: [], words: 'detach copy' },
  saveOwn: { group: 'Nodes', scope: 'canvas', chords: [], words: 'keep library' },
  removeKeeping: {
    group: 'Edit',
    scope: 'canvas',
    chords: ['mod+delete', 'mod+backspace'],
    words: 'bridge dissolve',
  },
  tidy: { group: 'Nodes', scope: 'canvas', chords: ['t'], words: 'arrange layout auto' },
  snap: { group: 'Nodes', scope: 'canvas', chords: [], words: 'grid' },
  alignLeft: { group: 'Nodes', scope: 'canvas', chords: [] },
  alignCentre: { group: 'Nodes', scope: 'canvas', chords: [] },
  alignRight: { group: 'Nodes', scope: 'canvas', chords: [] },
  alignTop: { group: 'Nodes', scope: 'canvas', chords: [] },
  alignMiddle: { group: 'Nodes', scope: 'canvas', chords: [] },
  alignBottom: { group: 'Nodes', scope: 'canvas', chords: [] },
  distributeAcross: { group: 'Nodes', scope: 'canvas', chords: [] },
  distributeDown: { group: 'Nodes', scope: 'canvas', chords: [] },
  followWire: {
    group: 'Nodes',
    scope: 'canvas',
    chords: ['w'],
    words: 'link',
  },
  unlink: {
    group: 'Nodes',
    scope: 'canvas',
    chords: ['delete'],
    fixed: true,
    words: 'disconnect link',
  },
  nudgeLeft: { group: 'Nodes', scope: 'canvas', chords: ['arrowleft'], words: 'nudge' },
  nudgeRight: { group: 'Nodes', scope: 'canvas', chords: ['arrowright'], words: 'nudge' },
  nudgeUp: { group: 'Nodes', scope: 'canvas', chords: ['arrowup'], words: 'nudge' },
  nudgeDown: { group: 'Nodes', scope: 'canvas', chords: ['arrowdown'], words: 'nudge' },
  nudgeFarLeft: { group: 'Nodes', scope: 'canvas', chords: ['shift+arrowleft'] },
  nudgeFarRight: { group: 'Nodes', scope: 'canvas', chords: ['shift+arrowright'] },
  nudgeFarUp: { group: 'Nodes', scope: 'canvas', chords: ['shift+arrowup'] },
  nudgeFarDown: { group: 'Nodes', scope: 'canvas', chords: ['shift+arrowdown'] },

  fit: { group: 'View', scope: 'canvas', chords: ['f', '.'], words: 'zoom' },
  fitSelection: {
    group: 'View',
    scope: 'canvas',
    chords: ['shift+f'],
    words: 'zoom',
  },
  zoomIn: { group: 'View', scope: 'canvas', chords: ['mod+=', 'mod++'] },
  zoomOut: { group: 'View', scope: 'canvas', chords: ['mod+-'] },
  zoomFull: { group: 'View', scope: 'canvas', chords: ['mod+0'] },
  theme: { group: 'View', scope: 'page', chords: [], words: 'theme colours' },

  palette: { group: 'Go to', scope: 'always', chords: ['mod+k'], words: 'palette' },
  shortcuts: { group: 'Go to', scope: 'page', chords: ['?'], words: 'keys help' },
  cardLeft: { group: 'Go to', scope: 'canvas', chords: ['alt+arrowleft'], words: 'node' },
  cardRight: { group: 'Go to', scope: 'canvas', chords: ['alt+arrowright'], words: 'node' },
  cardUp: { group: 'Go to', scope: 'canvas', chords: ['alt+arrowup'], words: 'node' },
  cardDown: { group: 'Go to', scope: 'canvas', chords: ['alt+arrowdown'], words: 'node' },
  nextPlace: { group: 'Go to', scope: 'always', chords: ['f6'], words: 'region' },
  previousPlace: {
    group: 'Go to',
    scope: 'always',
    chords: ['shift+f6'],
    words: 'region',
  },

  details: { group: 'Panels', scope: 'page', chords: ['i'], words: 'inspector log time values' },
  timeline: { group: 'Panels', scope: 'page', chords: ['s'], words: 'steps frames dock fork compare' },
  panelAdd: { group: 'Panels', scope: 'page', chords: ['1'] },
  panelOutline: { group: 'Panels', scope: 'page', chords: ['2'] },
  panelWorkflows: { group: 'Panels', scope: 'page', chords: ['3'] },
  panelModels: { group: 'Panels', scope: 'page', chords: ['4'] },
  panelGallery: { group: 'Panels', scope: 'page', chords: ['5'] },
  panelQueue: { group: 'Panels', scope: 'page', chords: ['6'] },
  panelHistory: { group: 'Panels', scope: 'page', chords: ['7'], words: 'revisions versions' },
} as const satisfies Record<string, Binding>

export type CommandId = keyof typeof table

/** The shortcuts by the id of what they do. */
export const bindings: Readonly<Record<CommandId, Binding>> = table

/** All ids, in the order in which the sheet shows them. */
export const commandIds = Object.keys(table) as CommandId[]
