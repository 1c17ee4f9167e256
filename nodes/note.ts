import { defineNode } from './contract/define.ts'

/** A remark on the canvas. It takes no part in a run. */
export default defineNode({
  version: 1,
  title: 'Note',
  about: 'A remark for whoever opens this workflow.',
  category: 'note',
  icon: 'sticky-note',
  aliases: ['comment', 'MarkdownNote', 'annotation', 'label', 'sticky'],
  inputs: { text: { kind: 'text', title: 'Note', about: '', default: '', lines: 3, placeholder: 'Write a note' } },
  outputs: {},
  view: 'note',
  run: async () => ({}),
})
