import { createStore, type StoreApi } from 'zustand/vanilla'

/** What a person asked for, and what is shown for it. */
export interface ChoiceState<Choice extends string, Shown> {
  readonly choice: Choice
  readonly shown: Shown
}

/** What of a window a choice needs. */
export type ChoiceWindow = Pick<Window, 'localStorage' | 'document' | 'addEventListener' | 'removeEventListener'>

export interface ChoiceParts<Choice extends string, Shown> {
  readonly window: ChoiceWindow
  /** Its key in the storage of the browser. */
  readonly key: string
  readonly choices: readonly Choice[]
  /** The one that counts until a person chose. */
  readonly first: Choice
  /** What is shown for a choice now; it may be what the system has. */
  shownFor(choice: Choice): Shown
  /** Calls back when what the system has is another. @returns ends that */
  follow(changed: () => void): () => void
  /** Writes on the page what is shown. */
  show(shown: Shown): void
}

export interface WindowChoice<Choice extends string, Shown> {
  readonly store: StoreApi<ChoiceState<Choice, Shown>>
  choose(choice: Choice): void
  destroy(): void
}

/** A choice of this browser: remembered, heard from its other windows, written on the page, and following the system. */
export const createWindowChoice = <Choice extends string, Shown>({
  window,
  key,
  choices,
  first,
  shownFor,
  follow,
  show,
}: ChoiceParts<Choice, Shown>): WindowChoice<Choice, Shown> => {
  const read = (): Choice => {
    try {
      const kept = window.localStorage.getItem(key)
      return choices.find((choice) => choice === kept) ?? first
    } catch {
      return first
    }
  }
  const seen = (choice: Choice): ChoiceState<Choice, Shown> => ({ choice, shown: shownFor(choice) })
  const store = createStore(() => seen(read()))
  const heard = (event: StorageEvent) => {
    if (event.key === key) store.setState(seen(read()))
  }
  const stops = [
    store.subscribe(({ shown }) => show(shown)),
    follow(() => store.setState(seen(store.getState().choice))),
  ]
  show(store.getState().shown)
  window.addEventListener('storage', heard)
  return {
    store,
    choose(choice) {
      store.setState(seen(choice))
      try {
        window.localStorage.setItem(key, choice)
      } catch {
        // Without room the choice holds until the page is closed.
      }
    },
    destroy() {
      for (const stop of stops) stop()
      window.removeEventListener('storage', heard)
    },
  }
}
