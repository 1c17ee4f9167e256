import type { CanvasCommands } from '../state/app-context.ts'

export interface KeyboardParts {
  readonly root: HTMLElement
  readonly commands: CanvasCommands
  undo(): void
  redo(): void
  /** Moves what is selected by pixels of the world. */
  nudge(dx: number, dy: number): void
  zoomToAll(): void
  /** Ends a wire or box under way. @returns false where there was none */
  escape(): boolean
  /** Where the pointer last was over the canvas, in the window. */
  pointer(): { x: number; y: number } | undefined
  /** The browser's paste event will follow; with `keep`, links from outside are kept. */
  willPaste(keep: boolean): void
}

export interface Keyboard {
  spaceHeld(): boolean
  /** The space bar was used for a drag: letting it go opens nothing. */
  spaceUsed(): void
  destroy(): void
}

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'))

/** The keys that a focused button or link means for itself. */
const presses = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('button, a')

/** The canvas's shortcuts. None fires while a person is writing, or from a panel or dialog beside the canvas. */
export const listenToKeyboard = (parts: KeyboardParts): Keyboard => {
  const { root, commands } = parts
  let space: { used: boolean } | undefined

  const ours = (event: KeyboardEvent): boolean =>
    !writes(event.target) &&
    (event.target === document.body || (event.target instanceof Node && root.contains(event.target)))

  const shortcut = (event: KeyboardEvent): (() => void) | undefined => {
    const key = event.key.toLowerCase()
    if (event.ctrlKey || event.metaKey) {
      if (event.altKey) return undefined
      if (key === 'z') return event.shiftKey ? parts.redo : parts.undo
      if (key === 'y') return parts.redo
      if (key === 'a') return commands.selectAll
      if (key === 'd') return commands.duplicate
      if (key === '0') return () => commands.zoomTo(1)
      if (key === '=' || key === '+') return () => commands.zoomBy(1.25)
      if (key === '-') return () => commands.zoomBy(0.8)
      return undefined
    }
    if (event.altKey) return undefined
    const far = event.shiftKey ? 10 : 1
    switch (event.key) {
      case 'Delete':
      case 'Backspace':
        return commands.removeSelected
      case 'ArrowLeft':
        return () => parts.nudge(-far, 0)
      case 'ArrowRight':
        return () => parts.nudge(far, 0)
      case 'ArrowUp':
        return () => parts.nudge(0, -far)
      case 'ArrowDown':
        return () => parts.nudge(0, far)
      case 'f':
      case 'F':
      case '.':
        return parts.zoomToAll
      case 'Tab':
        // Who came here with the keyboard goes on to the cards.
        return !event.shiftKey && event.target === root && root.dataset.pointed !== undefined
          ? () => commands.openSearch(parts.pointer())
          : undefined
      default:
        return undefined
    }
  }

  const down = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && parts.escape()) {
      event.preventDefault()
      return
    }
    if (!ours(event) || event.defaultPrevented) return
    if (event.key === ' ' && !presses(event.target)) {
      event.preventDefault()
      space ??= { used: false }
      root.dataset.space = ''
      return
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v') {
      parts.willPaste(event.shiftKey)
      return
    }
    const action = shortcut(event)
    if (!action) return
    event.preventDefault()
    action()
  }
  const up = (event: KeyboardEvent) => {
    if (event.key !== ' ' || !space) return
    const { used } = space
    space = undefined
    delete root.dataset.space
    if (!used && ours(event)) commands.openSearch(parts.pointer())
  }
  const blur = () => {
    space = undefined
    delete root.dataset.space
  }
  const leave = () => {
    delete root.dataset.pointed
  }
  root.addEventListener('blur', leave)
  window.addEventListener('keydown', down)
  window.addEventListener('keyup', up)
  window.addEventListener('blur', blur)
  return {
    spaceHeld: () => space !== undefined,
    spaceUsed() {
      if (space) space.used = true
    },
    destroy() {
      root.removeEventListener('blur', leave)
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', blur)
    },
  }
}
