import { bindings, type CommandId } from '../keys/bindings.ts'
import { type Chord, chordOf } from '../keys/chord.ts'
import type { KeyMap } from '../keys/key-map.ts'
import { mayPress } from '../keys/may-press.ts'
import { listen } from '../parts/listen.ts'
import type { CanvasCommands } from '../state/app-context.ts'
import { type CardFocus, socketOfElement } from './card-focus.ts'
import type { SocketRef } from './geometry.ts'

export interface KeyboardParts {
  readonly root: HTMLElement
  readonly commands: CanvasCommands
  readonly keys: KeyMap
  readonly cards: CardFocus
  /** Moves what is selected by pixels of the world. */
  nudge(dx: number, dy: number): void
  /** Opens the choice of what a socket is connected to. */
  connect(socket: SocketRef): void
  /** Ends a wire or box under way. @returns false where there was none */
  escape(): boolean
  /** Gives the one selected node a field to write its name in. @returns false where none or several are selected */
  rename(): boolean
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

/** One step of an arrow key, and one with Shift, in pixels of the world. */
const near = 1
const far = 10

/**
 * The canvas's own shortcuts (keys/bindings.ts says which keys they have): what needs to know where the pointer, the focus
 * or a wire is. What the command search can do too is done by shell/use-shortcuts.ts.
 */
export const listenToKeyboard = (parts: KeyboardParts): Keyboard => {
  const { root, commands, keys, cards } = parts
  let space: { used: boolean } | undefined

  /** What each command does with a key pressed there. @returns false where it has nothing to do, so that the key goes on */
  const actions: Partial<Record<CommandId, (target: EventTarget | null) => unknown>> = {
    addNode: () => commands.openSearch(parts.pointer()),
    connect(target) {
      const socket = socketOfElement(target)
      if (socket) parts.connect(socket)
      return socket !== undefined
    },
    // A card, a frame and a socket that have the focus listen for themselves.
    renameNode: (target) => (target === root || target === document.body) && parts.rename(),
    followWire: (target) => cards.follow(target),
    nudgeLeft: () => parts.nudge(-near, 0),
    nudgeRight: () => parts.nudge(near, 0),
    nudgeUp: () => parts.nudge(0, -near),
    nudgeDown: () => parts.nudge(0, near),
    nudgeFarLeft: () => parts.nudge(-far, 0),
    nudgeFarRight: () => parts.nudge(far, 0),
    nudgeFarUp: () => parts.nudge(0, -far),
    nudgeFarDown: () => parts.nudge(0, far),
    cardLeft: () => cards.step('left'),
    cardRight: () => cards.step('right'),
    cardUp: () => cards.step('up'),
    cardDown: () => cards.step('down'),
    zoomIn: () => commands.zoomBy(1.25),
    zoomOut: () => commands.zoomBy(0.8),
  }

  const tab = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.altKey || event.metaKey || !root.contains(event.target as Node)) return false
    // Who pressed on the canvas wants a node there; who came with the keyboard goes on to the cards.
    if (event.target === root && !event.shiftKey && root.dataset.pointed !== undefined) {
      commands.openSearch(parts.pointer())
      return true
    }
    return cards.tab(event.target, event.shiftKey)
  }

  const act = (chord: Chord, event: KeyboardEvent): boolean => {
    const id = keys.commandOf(chord)
    const action = id && mayPress(bindings[id].scope, chord, event.target) ? actions[id] : undefined
    return action !== undefined && action(event.target) !== false
  }

  const down = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && parts.escape()) {
      event.preventDefault()
      return
    }
    const chord = chordOf(event)
    if (chord === undefined || event.defaultPrevented) return
    if (event.key === 'Tab') {
      if (tab(event)) event.preventDefault()
      return
    }
    // Held, the space bar moves the view; what it does as a shortcut waits until it is let go.
    if (chord === 'space') {
      if (!mayPress('canvas', chord, event.target)) return
      event.preventDefault()
      space ??= { used: false }
      root.dataset.space = ''
      return
    }
    if (chord === 'mod+v' || chord === 'mod+shift+v') {
      if (mayPress('canvas', chord, event.target)) parts.willPaste(event.shiftKey)
      return
    }
    if (act(chord, event)) event.preventDefault()
  }
  const up = (event: KeyboardEvent) => {
    if (event.key !== ' ' || !space) return
    const { used } = space
    space = undefined
    delete root.dataset.space
    if (!used) act('space', event)
  }
  const blur = () => {
    space = undefined
    delete root.dataset.space
  }
  const leave = () => {
    delete root.dataset.pointed
  }
  const ends = [listen(root, { blur: leave }), listen(window, { keydown: down, keyup: up, blur })]
  return {
    spaceHeld: () => space !== undefined,
    spaceUsed() {
      if (space) space.used = true
    },
    destroy() {
      for (const end of ends) end()
    },
  }
}
