import { durationText } from '../parts/quantities.ts'

/** How long something took: in milliseconds below a tenth of a second, where most nodes are. */
export const tookText = (ms: number): string => (ms < 100 ? `${Math.max(1, Math.round(ms))} ms` : durationText(ms))
