'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { definitionOf } from '../../workflow/definition.ts'
import { isLink, type NodeId, nodeOf } from '../../workflow/document.ts'
import { filledOutside } from '../../workflow/subgraphs/filled-outside.ts'
import { valueText } from '../../workflow/value-text.ts'
import { useDocument } from '../canvas/canvas-context.ts'
import { useApp } from '../state/app-context.ts'
import { useTexts } from '../texts/use-texts.ts'

/** The values, in words, that the fields of a node get from outside of the open subgraph, stable while they are the same. */
export const useGiven = (id: NodeId): Readonly<Record<string, string>> => {
  const { definitions } = useApp()
  const { editor } = useDocument()
  const { values } = useTexts()
  const text = useStore(editor.store, ({ history }) => {
    const { path = [], whole } = editor
    const node = nodeOf(history.present, id)
    const definition = node && definitionOf(definitions, node.node)
    if (!whole || !definition) return '{}'
    const given: Record<string, string> = {}
    for (const [name, filled] of Object.entries(node.inputs)) {
      const field = Object.hasOwn(definition.inputs, name) ? definition.inputs[name] : undefined
      if (!isLink(filled) || filled.from !== 'inputs' || !field || field.kind === 'port') continue
      const outside = filledOutside(whole.workflow(), path, filled.output)
      if (!isLink(outside)) given[name] = valueText(field, outside ? outside.value : field.default, values)
    }
    return JSON.stringify(given)
  })
  return useMemo(() => JSON.parse(text) as Record<string, string>, [text])
}
