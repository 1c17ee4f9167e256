import type { workerSentences as english } from '../../../../workflow/said/worker-sentences.ts'

const remedy =
  'Versuche es mit einer kleineren Größe, weniger Bildern oder einem anderen Gerät, und führe noch einmal aus: Was fertig ist, bleibt.'

/** Why the process that computes is gone, in German. */
export const workerSentences: typeof english = {
  withLastWords: ({ reason, lastWords }) => `${reason} Seine letzten Worte: ${lastWords}`,
  workerKilled: () =>
    'Der Rechenprozess wurde vom System beendet (SIGKILL), höchstwahrscheinlich, weil der Speicher ausging.',
  workerCrashed: ({ signal }) => `Der Rechenprozess stürzte in nativem Code ab (${signal}).`,
  workerCrashedStatus: ({ status }) => `Der Rechenprozess stürzte in nativem Code ab (Status ${status}).`,
  workerSignalled: ({ signal }) => `Der Rechenprozess wurde durch das Signal ${signal} beendet.`,
  workerEnded: () => 'Der Rechenprozess endete von selbst.',
  workerStopped: ({ code }) => `Der Rechenprozess hörte mit einem Fehler auf (Exit-Code ${code}).`,
  workerNotStarted: ({ why }) => `Der Rechenprozess konnte nicht gestartet werden (${why}).`,
  givenUp: ({ reason, deaths }) => `${reason} Das geschah ${deaths}-mal, ohne dass es weiterging. ${remedy}`,
  givenUpAt: ({ reason, deaths, node }) =>
    `${reason} Das geschah ${deaths}-mal, ohne dass es über den Knoten ${node} hinausging. ${remedy}`,
}
