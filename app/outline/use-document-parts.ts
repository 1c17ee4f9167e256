'use client'
import { useMemo } from 'react'
import type { Workflow } from '../../workflow/document.ts'
import type { DocumentParts } from '../canvas/canvas-context.ts'
import { readersOf, rememberLast } from '../canvas/link-index.ts'
import { useApp } from '../state/app-context.ts'
import { createLevelSigns } from '../subgraphs/level-signs.ts'
import { createOpenedDocument } from '../subgraphs/opened-document.ts'
import { useTexts } from '../texts/use-texts.ts'

/** What fields need of the document around them, where there is no canvas around them. */
export const useDocumentParts = (): DocumentParts => {
  const { definitions, editor } = useApp()
  const texts = useTexts()
  return useMemo(() => {
    const readers = rememberLast(readersOf)
    const opened = createOpenedDocument(editor, definitions, readers)
    const signs = createLevelSigns(editor, definitions, opened)
    return {
      editor,
      readers,
      opened,
      problems: rememberLast((workflow: Workflow) => signs.problems(workflow, texts.wires)),
    }
  }, [editor, definitions, texts])
}
