import type { workerSentences as english } from '../../../../workflow/said/worker-sentences.ts'

const remedy =
  'Versuche es mit einer kleineren Größe, weniger Bildern oder einem anderen Gerät, und führe noch einmal aus: Was fertig ist, bleibt.'

/** Why the process that computes is gone, or cannot start, in German. */
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
  noDeviceOpens: () => 'Kein Gerät lässt sich öffnen, nicht einmal die CPU. Installiere das Programm neu: npm ci.',
  noSuchDevice: ({ device, known }) =>
    `Das Gerät „${device}“ gibt es nicht. Wähle eins von diesen: ${known.join(', ')}.`,
  deviceUnusable: ({ device, problem }) =>
    `Das Gerät „${device}“ ist nicht nutzbar. ${problem} Oder wähle das Gerät „cpu“, das immer geht.`,
  commandHelps: ({ what, command }) => `${what} Führe „${command}“ aus.`,
  commandLists: ({ what, command }) => `${what} „${command}“ nennt alles, was fehlt.`,
  givenUp: ({ reason, deaths }) => `${reason} Das geschah ${deaths}-mal, ohne dass es weiterging. ${remedy}`,
  givenUpAt: ({ reason, deaths, node }) =>
    `${reason} Das geschah ${deaths}-mal, ohne dass es über den Knoten ${node} hinausging. ${remedy}`,
}
