/**
 * Has the browser move an element whenever its `transform` is written, and do no more: for what is animated it keeps the
 * layers of the page as they are, and for everything else it builds all of them anew. The animation stands still and adds
 * nothing to the element's own transform; it ends with the element.
 */
export const moveDirectly = (element: Element): void => {
  element.animate({ transform: ['scale(1)', 'scale(1)'] }, { duration: 1e9, composite: 'add' }).pause()
}
