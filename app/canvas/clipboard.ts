import { checkKept, checkSize, checkWorkflow, WorkflowError } from '../../workflow/document.ts'
import type { Fragment } from '../../workflow/edits.ts'
import type { FileTexts } from '../../workflow/file-texts.ts'
import { foreignProgram } from '../../workflow/foreign-file.ts'
import { isObject } from '../../workflow/json.ts'
import { parseJson } from '../../workflow/said/parse-json.ts'
import { writes } from '../keys/may-press.ts'
import { listen } from '../parts/listen.ts'

/** Nodes as the text that the clipboard holds: readable JSON. */
export const writeFragment = (fragment: Fragment): string => `${JSON.stringify(fragment, null, 2)}\n`

/**
 * The nodes in a clipboard's text, also of a whole workflow file; undefined where the text is something else.
 * @throws WorkflowError for nodes that cannot be read here (of a newer version, of another program, damaged): it says why.
 */
export const readFragment = (text: string, texts: FileTexts): Fragment | undefined => {
  const ours = /^\s*\{\s*"format"\s*:\s*"reelgraph(?:-fragment)?"/.test(text)
  if (ours) checkSize(text.length, texts)
  // Prose is pasted more often than nodes, and may be long.
  else if (!/^\s*\{/.test(text)) return undefined
  let parsed: unknown
  try {
    parsed = parseJson(text, texts, (why) => new WorkflowError(texts.notJson(why)))
  } catch (error) {
    if (ours) throw error
    return undefined
  }
  if (!isObject(parsed)) return undefined
  const whole = parsed.format === 'reelgraph-fragment' ? { ...parsed, format: 'reelgraph' } : parsed
  if (whole.format !== 'reelgraph' && foreignProgram(parsed) === undefined) return undefined
  const { nodes, version, frames, subgraphs } = checkWorkflow(whole, texts)
  checkKept(text, texts)
  return {
    format: 'reelgraph-fragment',
    version,
    nodes,
    ...(frames ? { frames } : {}),
    ...(subgraphs ? { subgraphs } : {}),
  }
}

export interface ClipboardParts {
  readonly root: HTMLElement
  /** What is selected, or undefined where nothing is. */
  selected(): Fragment | undefined
  /** Where nothing may be edited it says why, also with nothing selected. */
  removeSelected(): void
  insert(fragment: Fragment, keepIncoming: boolean): void
  /** Says why nothing was pasted: with a reason, or because there is nothing to paste. */
  refuse(reason?: string): void
  /** What is said of a text that holds nodes which cannot be read. */
  texts(): FileTexts
}

export interface CanvasClipboard {
  copy(): void
  cut(): void
  paste(): void
  /** Ctrl V was pressed: the paste event that follows is ours. */
  willPaste(keepIncoming: boolean): void
  destroy(): void
}

/** Copies nodes through the system's clipboard, and keeps a copy here for where the browser does not let us read it. */
export const createClipboard = ({
  root,
  selected,
  removeSelected,
  insert,
  refuse,
  texts,
}: ClipboardParts): CanvasClipboard => {
  let memory: Fragment | undefined
  let keep = false

  const write = (event?: ClipboardEvent): boolean => {
    const fragment = selected()
    if (!fragment) return false
    memory = fragment
    const text = writeFragment(fragment)
    if (event?.clipboardData) {
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
    } else void navigator.clipboard?.writeText(text).catch(() => {})
    return true
  }
  const ours = (event: ClipboardEvent): boolean => {
    const { target } = event
    if (target instanceof HTMLElement && target.matches('input, textarea, [contenteditable="true"]')) return false
    const active = document.activeElement
    // The names of the outline stand for the cards.
    const named = active?.matches('[data-outline-head]') ?? true
    return named || active === document.body || root.contains(active)
  }
  const take = (text: string | undefined) => {
    const keepIncoming = keep
    keep = false
    try {
      const fragment = text ? readFragment(text, texts()) : memory
      if (fragment) insert(fragment, keepIncoming)
      else refuse()
    } catch (error) {
      if (!(error instanceof WorkflowError)) throw error
      refuse(error.message)
    }
  }

  const onCopy = (event: ClipboardEvent) => {
    if (ours(event) && !document.getSelection()?.toString()) write(event)
  }
  const onCut = (event: ClipboardEvent) => {
    if (!ours(event)) return
    write(event)
    removeSelected()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (!ours(event)) return
    event.preventDefault()
    take(event.clipboardData?.getData('text/plain'))
  }
  /** Where a middle click pastes, one that moved the view or closed a tab does not. */
  const onMouseUp = (event: MouseEvent) => {
    if (event.button === 1 && !writes(event.target)) event.preventDefault()
  }
  const stop = listen(document, { copy: onCopy, cut: onCut, paste: onPaste, mouseup: onMouseUp })
  return {
    copy: () => void write(),
    cut() {
      write()
      removeSelected()
    },
    paste() {
      keep = false
      const read = navigator.clipboard?.readText?.()
      if (!read) take(undefined)
      else
        read.then(take, () => {
          take(undefined)
        })
    },
    willPaste(keepIncoming) {
      keep = keepIncoming
    },
    destroy: stop,
  }
}
