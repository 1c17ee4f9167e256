import { noMotion } from '../parts/no-motion.ts'
import type { SceneParts } from './scene.ts'

/** What the scene asks of the page: its frames, some time, and how the cards look while the view is scaled or they come and go. */
export const scenePage = (
  container: HTMLElement,
): Pick<SceneParts, 'scaling' | 'fade' | 'after' | 'schedule' | 'unschedule'> => ({
  scaling: (on) => container.toggleAttribute('data-scaling', on),
  fade: (element, to) =>
    noMotion()
      ? undefined
      : element.animate({ opacity: [1 - to, to] }, { duration: 140, easing: 'ease-out', fill: 'forwards' }),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  schedule: (callback) => requestAnimationFrame(callback),
  unschedule: (handle) => cancelAnimationFrame(handle),
})
