import type { NodeTexts } from '../node-texts.ts'
import { schedulerOptions } from './scheduler-options.ts'

/** The nodes in German, by their ids. */
export const nodes: NodeTexts = {
  'add-noise': {
    title: 'Rauschen hinzufügen',
    about:
      'Bringt ein fertiges Latent zurück in den Zeitplan: „UNet3D-Schritte“ macht von dort weiter, und es wird ein anderer Clip.',
    inputs: {
      latent: {
        title: 'Latent',
        about: 'Ein fertiges Latent: von „VAE kodieren“, oder von „UNet3D-Schritte“ bis zum letzten Schritt.',
      },
      schedule: {
        title: 'Zeitplan',
        about: 'Der Zeitplan, dem „UNet3D-Schritte“ danach folgt, vom selben „Scheduler“.',
      },
      unet3d: { title: 'UNet3D', about: 'Das Netz, das das Rauschen wieder wegnimmt: Es sagt, welche Pegel es gibt.' },
      strength: {
        title: 'Stärke',
        about:
          'Wie viel vom Clip neu gemacht wird: 0 lässt ihn, wie er ist, 1 behält fast nichts. 0,6 von 25 Schritten sind 15.',
      },
    },
    outputs: { latent: 'Latent' },
  },
  'contact-sheet': {
    title: 'Kontaktbogen',
    about: 'Mehrere Clips nebeneinander in einem, jeder mit einer Beschriftung darunter.',
    inputs: {
      a: { title: 'a', about: 'Clip A; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      b: { title: 'b', about: 'Clip B; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      c: { title: 'c', about: 'Clip C; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      d: { title: 'd', about: 'Clip D; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      e: { title: 'e', about: 'Clip E; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      f: { title: 'f', about: 'Clip F; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      g: { title: 'g', about: 'Clip G; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      h: { title: 'h', about: 'Clip H; Clips stehen in der Reihenfolge ihrer Buchstaben.' },
      labels: {
        title: 'Beschriftungen',
        about: 'Was unter den Clips steht: je eine Zeile.',
        placeholder: 'Seed 1\nSeed 2\nSeed 3',
      },
      columns: {
        title: 'Spalten',
        about: 'Wie viele Clips in einer Reihe stehen. „auto“ macht den Bogen etwa so breit wie hoch.',
        words: { '0': 'auto' },
      },
      enlarge: { title: 'Vergrößern', about: 'Macht jedes Pixel größer, damit kleine Clips zu sehen sind.' },
    },
    outputs: { frames: 'Bilder' },
  },
  'encode-text': {
    title: 'Text kodieren',
    about: 'Macht aus einem Prompt Zahlen, denen das UNet3D folgt, oder die es meidet, wenn es der negative ist.',
    inputs: {
      textEncoder: { title: 'Text-Encoder', about: 'Der Text-Encoder desselben Checkpoints wie das UNet3D.' },
      text: {
        title: 'Text',
        about: 'Was der Clip zeigen soll; oder, beim negativen, was nicht.',
        placeholder: 'Was zu sehen sein soll, oder was nicht',
      },
      skip: {
        title: 'Schichten auslassen',
        about:
          'Nimmt den Text, wie er so viele Schichten vor der letzten ist („clip skip“). 0 für die meisten Checkpoints.',
      },
    },
    outputs: { conditioning: 'Konditionierung' },
  },
  export: {
    title: 'Exportieren',
    about: 'Schreibt den Clip als Datei, die überall spielt, und spielt ihn hier.',
    inputs: {
      frames: { title: 'Bilder', about: 'Die Bilder des Clips.' },
      format: {
        title: 'Format',
        about: 'Die Art der Datei.',
        options: {
          mp4: ['MP4 · H.264', 'Spielt überall.'],
          webm: ['WebM · VP9', 'Kleiner; spielt in jedem Browser.'],
          gif: ['GIF', 'Für Seiten und Chats, die kein Video nehmen. Höchstens 256 Farben.'],
        },
      },
      framesPerSecond: { title: 'Bilder / s', about: 'Wie schnell der Clip spielt.' },
      quality: { title: 'Qualität', about: 'Von der kleinsten Datei (0) bis zum besten Bild (100).' },
    },
    outputs: { clip: 'Clip' },
  },
  'frame-windows': {
    title: 'Bildfenster',
    about:
      'Lässt das UNet3D einen langen Clip in Teilen sehen und blendet, wo die Fenster überlappen. Kann eine Schleife schließen.',
    inputs: {
      unet3d: { title: 'UNet3D', about: 'Das Netz, von „Checkpoint laden“.' },
      length: {
        title: 'Bilder im Fenster',
        about:
          'Wie viele Bilder das UNet3D zugleich sieht. Ein Modell kann es am besten mit so vielen, wie es gelernt hat.',
      },
      overlap: {
        title: 'Überlappung',
        about:
          'Bilder, die benachbarte Fenster mindestens teilen. Mehr hält den Clip besser zusammen und dauert länger.',
      },
      loop: { title: 'Schleife', about: 'Das letzte Bild führt ins erste, damit der Clip ohne Naht weiterspielt.' },
    },
    outputs: { unet3d: 'UNet3D' },
  },
  'load-checkpoint': {
    title: 'Checkpoint laden',
    about: 'Ein Text-zu-Video-Modell: ein diffusers-Ordner im Modellordner. Gibt seine drei Netze.',
    inputs: {
      checkpoint: {
        title: 'Checkpoint',
        about: 'Das Modell. Lege weitere in den Modellordner, jedes als diffusers-Ordner.',
      },
      variant: {
        title: 'Gewichte',
        about: 'Welche Gewichtsdateien gelesen werden, wo der Ordner mehrere Arten hat.',
        options: {
          '': ['wie gespeichert', 'Die Dateien ohne Variante im Namen, oder die einzigen.'],
          fp16: ['fp16', 'Die Dateien mit .fp16 im Namen: halb so groß.'],
        },
      },
    },
    outputs: { textEncoder: 'Text-Encoder', unet3d: 'UNet3D', vae: 'VAE' },
  },
  'load-clip': {
    title: 'Clip laden',
    about:
      'Bilder eines Videos von dir, in der Größe, die das Modell nimmt. Lege ein Video auf die Arbeitsfläche, und der Knoten entsteht.',
    inputs: {
      file: {
        title: 'Datei',
        about: 'Ein Video oder Bild: MP4, MOV, WebM, MKV, AVI, GIF, PNG oder JPEG. Es bleibt auf diesem Rechner.',
      },
      frames: {
        title: 'Bilder',
        about: 'Wie viele Bilder gelesen werden. Ein Modell kann es am besten mit so vielen, wie es gelernt hat.',
      },
      first: { title: 'Ab Bild', about: 'Wo begonnen wird; 0 ist das erste Bild.' },
      framesPerSecond: {
        title: 'Bilder / s',
        about: 'Wie viele Bilder einer Sekunde genommen werden. „alle“ nimmt jedes Bild der Datei.',
        words: { '0': 'alle' },
      },
      width: { title: 'Breite', about: 'In Pixeln, ein Vielfaches von 8.', row: 'Größe' },
      height: { title: 'Höhe', about: 'In Pixeln, ein Vielfaches von 8.', row: 'Größe' },
      fit: {
        title: 'Einpassen',
        about: 'Was geschieht, wo die Seitenverhältnisse verschieden sind.',
        options: {
          crop: ['beschneiden', 'Füllt das Bild und schneidet ab, was übersteht.'],
          pad: ['auffüllen', 'Zeigt alles, mit schwarzen Balken.'],
          stretch: ['strecken', 'Füllt das Bild und ändert das Seitenverhältnis.'],
        },
      },
    },
    outputs: { frames: 'Bilder' },
  },
  noise: {
    title: 'Rauschen',
    about:
      'Das Rauschen, als das ein Clip beginnt: sein Seed, seine Länge und Größe. Derselbe Seed gibt wieder denselben Clip.',
    inputs: {
      seed: { title: 'Seed', about: 'Zieht das Rauschen. Ein anderer Seed, ein anderer Clip.' },
      frames: {
        title: 'Bilder',
        about: 'Die Länge des Clips. Ein Modell kann es am besten mit der Länge, die es gelernt hat.',
      },
      width: { title: 'Breite', about: 'In Pixeln, ein Vielfaches von 8.', row: 'Größe' },
      height: { title: 'Höhe', about: 'In Pixeln, ein Vielfaches von 8.', row: 'Größe' },
    },
    outputs: { latent: 'Latent' },
  },
  note: {
    title: 'Notiz',
    about: 'Eine Bemerkung für alle, die diesen Workflow öffnen.',
    inputs: { text: { title: 'Notiz', about: '', placeholder: 'Eine Notiz schreiben' } },
    outputs: {},
  },
  number: {
    title: 'Zahl',
    about: 'Eine Zahl, die mehrere Knoten lesen.',
    inputs: { number: { title: 'Zahl', about: 'Was die anderen lesen.' } },
    outputs: { number: 'Zahl' },
  },
  preview: {
    title: 'Vorschau',
    about: 'Spielt Bilder hier ab, um sie nebenbei anzusehen.',
    inputs: {
      frames: { title: 'Bilder', about: 'Die Bilder, die gespielt werden.' },
      framesPerSecond: { title: 'Bilder / s', about: 'Wie schnell sie spielen.' },
    },
    outputs: { clip: 'Clip' },
  },
  reroute: {
    title: 'Umlenkung',
    about: 'Ein Knick in einer Verbindung, damit sie den Karten dazwischen ausweicht.',
    inputs: { in: { title: 'ein', about: 'Alles: Es kommt unverändert heraus.' } },
    outputs: { out: 'aus' },
  },
  scheduler: {
    title: 'Scheduler',
    about: 'Wie das Rauschen weggenommen wird: der Löser, die Zahl seiner Schritte und seine Optionen.',
    inputs: {
      kind: {
        title: 'Art',
        about:
          'Der Löser. DPM-Solver++ 2M braucht wenige Schritte; die „ancestral“ fügen in jedem neues Rauschen hinzu.',
      },
      steps: { title: 'Schritte', about: 'Mehr Schritte dauern länger und folgen dem Modell genauer.' },
      settings: {
        title: 'Einstellungen',
        about:
          'Abstände, Karras-Sigmas und alles andere: wie der Checkpoint veröffentlicht wurde, oder auf dieser Karte gesetzt.',
        options: { published: ['wie der Checkpoint'], own: ['hier gesetzt'] },
      },
      ...schedulerOptions,
    },
    outputs: { schedule: 'Zeitplan' },
  },
  seed: {
    title: 'Seed',
    about: 'Ein Seed mit einem Würfel, den mehrere Knoten lesen.',
    inputs: { seed: { title: 'Seed', about: 'Was die anderen lesen.' } },
    outputs: { seed: 'Seed' },
  },
  text: {
    title: 'Text',
    about: 'Ein Text, den mehrere Knoten lesen.',
    inputs: { text: { title: 'Text', about: 'Was die anderen lesen.', placeholder: 'Ein Text' } },
    outputs: { text: 'Text' },
  },
  'unet3d-steps': {
    title: 'UNet3D-Schritte',
    about:
      'Nimmt das Rauschen Schritt für Schritt weg. Mehrere hintereinander können einen Zeitplan teilen, jeder Knoten mit eigenem Prompt.',
    inputs: {
      latent: { title: 'Latent', about: 'Rauschen, oder das Latent von „UNet3D-Schritte“ davor.' },
      schedule: { title: 'Zeitplan', about: 'Löser und Schritte, von „Scheduler“.' },
      unet3d: { title: 'UNet3D', about: 'Das Netz, von „Checkpoint laden“.' },
      positive: { title: 'positiv', about: 'Was der Clip zeigen soll.' },
      negative: {
        title: 'negativ',
        about: 'Was er meiden soll; ein „Text kodieren“ ohne Text genügt. Bei Guidance 1 nicht nötig.',
      },
      guidance: {
        title: 'Guidance',
        about:
          'Wie streng dem Prompt gefolgt wird; 1 lässt den negativen weg und braucht die halbe Zeit. Als Kurve ändert sie sich über die Schritte des Zeitplans.',
      },
      from: {
        title: 'Ab Schritt',
        about: 'Die Schritte, die davor getan wurden: 0 für Rauschen. „auto“ macht weiter, wo das Latent ist.',
        row: 'Von – bis Schritt',
        words: { '-1': 'auto' },
      },
      to: {
        title: 'Bis Schritt',
        about: 'Der Schritt, nach dem angehalten wird; „Ende“ geht bis zum Schluss des Zeitplans.',
        row: 'Von – bis Schritt',
        words: { '-1': 'Ende' },
      },
    },
    outputs: { latent: 'Latent' },
  },
  'vae-decode': {
    title: 'VAE dekodieren',
    about: 'Macht aus einem Latent Bilder, einige auf einmal.',
    inputs: {
      latent: { title: 'Latent', about: 'Das fertige Latent.' },
      vae: { title: 'VAE', about: 'Das VAE des Checkpoints, der das Latent gemacht hat.' },
      chunk: {
        title: 'Bilder je Stück',
        about:
          'Wie viele Bilder zugleich dekodiert werden. Weniger brauchen weniger Speicher; „auto“ richtet sich nach der Größe des Clips.',
        words: { '0': 'auto' },
      },
    },
    outputs: { frames: 'Bilder' },
  },
  'vae-encode': {
    title: 'VAE kodieren',
    about: 'Macht aus Bildern ein Latent, einige auf einmal: der Weg hinein für einen Clip, der geändert werden soll.',
    inputs: {
      frames: { title: 'Bilder', about: 'Die Bilder, von „Clip laden“ oder „VAE dekodieren“.' },
      vae: { title: 'VAE', about: 'Das VAE des Checkpoints, der mit dem Latent weitermacht.' },
      seed: {
        title: 'Seed',
        about:
          'Zieht die kleinen Unterschiede in dem, wofür das VAE ein Bild hält, und das Rauschen, das danach hinzukommt.',
      },
      chunk: {
        title: 'Bilder je Stück',
        about:
          'Wie viele Bilder zugleich kodiert werden. Weniger brauchen weniger Speicher; „auto“ richtet sich nach der Größe des Clips.',
        words: { '0': 'auto' },
      },
    },
    outputs: { latent: 'Latent' },
  },
}
