import { textIn } from '../../../../workflow/said/coded-texts.ts'
import type { textSentences as english } from '../../../../workflow/said/text-sentences.ts'
import { devices } from '../devices.ts'
import { file } from '../file.ts'
import { subgraphs } from '../subgraphs.ts'
import { wires } from '../wires.ts'

/** Texts that the editor has as well, in German: of devices, files, the rules, of subgraphs. */
export const textSentences: typeof english = {
  deviceText: (coded) => textIn(devices.problems, coded),
  fileText: (coded) => textIn(file, coded),
  ruleText: (coded) => textIn(wires, coded),
  subgraphText: (coded) => textIn(subgraphs, coded),
}
