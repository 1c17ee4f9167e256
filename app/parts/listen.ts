type Listeners = { readonly [Name in keyof WindowEventMap]?: (event: WindowEventMap[Name]) => void }

/** Listens to events of a target, all with the same options. @returns a function that ends it */
export const listen = (
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
  listeners: Listeners,
  options?: boolean | AddEventListenerOptions,
): (() => void) => {
  const all = Object.entries(listeners) as [string, EventListener][]
  for (const [name, listener] of all) target.addEventListener(name, listener, options)
  return () => {
    for (const [name, listener] of all) target.removeEventListener(name, listener, options)
  }
}
