import type { search as english } from '../en/search.ts'

/** Texts of the search for nodes to add, in German. */
export const search: typeof english = {
  groups: { favourites: 'Favoriten', recent: 'Zuletzt benutzt', own: 'Meine Knoten', rest: 'Alle Knoten' },
  missing: {
    upscale:
      'Noch vergrößert kein Knoten. Mach den Clip mit „Rauschen“ gleich größer, oder gib einem fertigen in „Clip laden“ eine größere Größe und geh mit „VAE kodieren“, „Rauschen hinzufügen“ und „UNet3D-Schritte“ noch einmal darüber.',
    motion:
      'Bewegung kommt aus dem UNet3D des Checkpoints selbst: Motion-Module, wie die von AnimateDiff, werden noch nicht gelesen. „Bildfenster“ macht Clips länger, als das Modell sie gesehen hat.',
    lora: 'LoRAs werden noch nicht gelesen. „Checkpoint laden“ nimmt ganze, feinabgestimmte Checkpoints: Rechne eine LoRA erst in ihren Checkpoint ein.',
    freeu:
      'FreeU gibt es noch nicht. Was „UNet3D-Schritte“ formen kann, ist die Guidance, auch als Kurve über die Schritte.',
    ipadapter:
      'Bilder können noch keine Prompts sein. Ein Clip kann stattdessen führen: „Clip laden“, „VAE kodieren“, „Rauschen hinzufügen“; und Worte, mit „Text kodieren“.',
    controlnet:
      'ControlNet gibt es noch nicht. Ein Clip kann stattdessen führen: „Clip laden“, „VAE kodieren“, „Rauschen hinzufügen“, wie in der Vorlage „Video zu Video“.',
    inpaint:
      'Ein Teil eines Clips kann noch nicht neu gemacht werden. Ein ganzer schon: „VAE kodieren“ und „Rauschen hinzufügen“, wie in der Vorlage „Video zu Video“.',
    interpolate:
      'Noch macht kein Knoten Bilder zwischen Bildern. „Rauschen“ kann mehr Bilder verlangen, und „Bildfenster“ macht sie, wenn es viele sind.',
    embedding:
      'Textual Inversions werden noch nicht gelesen: Sag es in Worten, mit „Text kodieren“. „Checkpoint laden“ nimmt ganze, feinabgestimmte Checkpoints.',
    merge:
      'Checkpoints werden hier nicht zusammengeführt: Tu es vorher, und leg das Ergebnis in den Ordner der Modelle.',
    models:
      'Hier laufen Text-zu-Video-Modelle mit einem UNet3D, wie das von ModelScope. Andere, und Modelle, die von einem Bild ausgehen, noch nicht.',
    audio: 'Clips haben hier keinen Ton. „Exportieren“ schreibt eine Datei, der jedes Videoprogramm einen gibt.',
    logic:
      'Noch rechnet oder schaltet kein Knoten. Ein stummer Knoten bleibt aus einem Lauf heraus, und ein überbrückter gibt weiter, was er liest.',
    prompts:
      'Dafür braucht es keinen eigenen Knoten: Mehrere „UNet3D-Schritte“ hintereinander teilen sich einen Zeitplan, jeder mit eigenem Prompt, wie in der Vorlage „Prompt-Wechsel auf halbem Weg“.',
    inspect:
      'Dafür braucht es keinen Knoten: Zeig auf eine Verbindung oder einen Anschluss, und sieh, was dort zuletzt floss. „Vorschau“ spielt Bilder ab.',
    group:
      'Dafür braucht es keinen Knoten: Wähl einige aus, und ihr Menü legt einen Rahmen um sie oder macht einen Knoten aus ihnen, einen Untergraphen. „Notiz“ hält eine Bemerkung fest.',
    mode: 'Dafür braucht es keinen Knoten: Das Menü einer Karte schaltet sie stumm oder überbrückt sie.',
  },
  favourite: 'Favorit',
  addStar: (node) => `${node} zum Favoriten machen`,
  removeStar: (node) => `${node} ist ein Favorit: Stern wegnehmen`,
  starKey: 'macht ihn zum Favoriten',
  unstarKey: 'nimmt ihm den Stern',
}
