/** True where the person asked the system for no motion: what would move is then at its end at once. */
export const noMotion = (): boolean =>
  typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches
