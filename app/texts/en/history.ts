import type { ChangeKind } from '../../../workflow/changes.ts'
import { dayText } from '../day-text.ts'

const past = dayText('en-GB', 'Today', 'Yesterday')
const kinds: Record<ChangeKind, string> = { added: 'added', removed: 'removed', changed: 'changed', moved: 'moved' }

/** Texts of the revision history. */
export const history = {
  title: 'History',
  count: (count: number) => `${count} ${count === 1 ? 'revision' : 'revisions'}`,
  searchField: 'name or edit',
  empty: 'Every change is kept here by itself. Make the first one.',
  nothingFound: (words: string) => `No revision was called or made by “${words}”.`,
  namedOnly: 'Show named revisions only',
  allRevisions: 'Show all revisions',
  noneNamed: 'No revision has a name yet.',
  ...past,
  now: 'Now',
  edits: (edits: readonly string[], more: number) => {
    const words = [...edits].reverse().join(', ')
    if (words === '') return 'Saved'
    return more > 0 ? `${words} and ${more} more` : words
  },
  undone: (label: string) => `Undo: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  lookAt: (when: string) => `Look at ${when}`,
  name: 'Name this revision',
  rename: 'Rename this revision',
  nameLabel: 'Name of this revision',
  nameHint: 'A named revision is kept for ever.',
  more: (when: string) => `More on ${when}`,
  openTab: 'Open in a new tab',
  restore: 'Restore',
  compare: 'Compare with now',
  showAlone: 'Show it alone',
  close: 'Close',
  runs: (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`,
  openRun: (title: string) => `Open the run ${title}`,
  noClip: 'no clip',
  bar: 'Earlier revision',
  youLookAt: (when: string) => `You are looking at ${when}`,
  comparing: (when: string) => `What changed since ${when}`,
  restored: (when: string) => `Restored the revision of ${when}. Undo brings back what was there.`,
  sameAsNow: 'It is what you have now: there is nothing to restore.',
  restoreEdit: (date: string) => `Restore the revision of ${date}`,
  copyName: (name: string, date: string) => `${name} (${date})`,
  readOnly: (when: string) =>
    `This is the revision of ${when}. To edit, restore it, open it in a new tab, or close it.`,
  noRun: 'You are looking at an earlier revision. Close or restore it, then run.',
  cannotOpen: (when: string, reason: string) => `The revision of ${when} cannot be opened: ${reason}`,
  cannotName: (reason: string) => `The name was not kept: ${reason}`,
  showRevision: 'Show the revision',
  noRevision:
    'Which revision made this is not known: it was run before revisions were kept, or from a file. Open its graph instead.',
  changes: 'Changes since then',
  changedWithin: 'Changed inside',
  inside: (subgraph: string, words: string) => `${subgraph} › ${words}`,
  noChanges: 'Nothing changed since then.',
  changeCount: (count: number) => `${count} ${count === 1 ? 'change' : 'changes'}`,
  mostMarked: (count: number) => `The canvas marks the first ${count} of them.`,
  nodeChange: (kind: ChangeKind, node: string) => `${node} ${kinds[kind]}`,
  fieldChange: (node: string, field: string, before: string, after: string) => `${node}: ${field} ${before} → ${after}`,
  wireChange: (kind: 'added' | 'removed', from: string, to: string) =>
    kind === 'added' ? `${from} connected to ${to}` : `${from} no longer connected to ${to}`,
  frameChange: (kind: ChangeKind, title: string) => `Frame ${title} ${kinds[kind]}`,
  partChange: (kind: ChangeKind, part: string, entry: string) =>
    `${part}${entry === '' ? '' : ` ${entry}`} ${kinds[kind]}`,
  parts: { name: 'Name of the workflow', subgraphs: 'Subgraph', frames: 'Frame' } as Readonly<Record<string, string>>,
  keys: {
    title: 'title',
    mode: 'mode',
    colour: 'colour',
    collapsed: 'collapsed',
    node: 'kind',
    version: 'version',
  } as Readonly<Record<string, string>>,
  manyMoved: (count: number) => `${count} nodes moved`,
  moreChanges: (count: number) => `And ${count} more: look at the canvas.`,
  nothing: 'nothing',
  aMissingNode: 'a node that is not there',
  untitled: 'Untitled',
  badges: kinds as Readonly<Record<ChangeKind, string>>,
  saveSelection: 'Save the selection as a file…',
  dragSelection: 'Drag the selection out as a file',
  selectionName: (name: string) => `${name} (part)`,
}
