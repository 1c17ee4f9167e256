import type { Workflow } from '../../workflow/document.ts'
import type { RuleTexts } from '../../workflow/rule-texts.ts'
import type { DocumentParts } from '../canvas/canvas-context.ts'
import { createLinkIndex, readersAmong, rememberLast } from '../canvas/link-index.ts'
import type { Level } from './level-editor.ts'
import { createLevelSigns } from './level-signs.ts'
import { createOpenedDocument } from './opened-document.ts'

/** What the canvas, the outline and the details ask of the document of a level: for all of them together it is found once an edit. */
export const createDocumentParts = ({ editor, definitions }: Level, texts: RuleTexts): DocumentParts => {
  const links = createLinkIndex()
  const byReader = rememberLast(readersAmong)
  const readers = (workflow: Workflow) => byReader(links(workflow))
  const opened = createOpenedDocument(editor, definitions, readers)
  const signs = createLevelSigns(editor, definitions, opened)
  return {
    editor,
    links,
    readers,
    opened,
    problems: rememberLast((workflow: Workflow) => signs.problems(workflow, texts)),
    silent: rememberLast(signs.silent),
  }
}
