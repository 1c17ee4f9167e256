/** Texts of the templates, and of files that are given to a workflow. */
export const templates = {
  title: 'New from template',
  about: 'Each opens in a tab of its own and runs on the demo checkpoint as it is.',
  command: 'New from template…',
  search: 'Search templates',
  none: (words: string) => `No template is about “${words}”.`,
  loading: 'Looking for templates…',
  needs: (checkpoints: string) => `Runs on ${checkpoints}`,
  emptyHint: 'Double-click the canvas to add a node, or begin with a template.',

  file: {
    choose: 'Choose a file…',
    chosen: (field: string, name: string) => `${field}: ${name}. Choose another one`,
    taking: 'Taking it in…',
    dropInto: (field: string) => `Drop it here to put it into “${field}”`,
    drop: 'Drop a workflow to open it in a new tab (hold Alt to insert it here), or a video to work with it',
    audio: (name: string) => `${name} is sound. Drop a workflow (.json), a video or a picture.`,
    noCanvas: (name: string) => `${name} was not taken: open a workflow first.`,
  },
}
