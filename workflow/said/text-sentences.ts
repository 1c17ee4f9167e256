import { deviceTexts } from '../device-texts.ts'
import { fileTexts } from '../file-texts.ts'
import { ruleTexts } from '../rule-texts.ts'
import { subgraphTexts } from '../subgraphs/subgraph-texts.ts'
import { type CodedText, textIn } from './coded-texts.ts'

/** Texts that the editor has as well, in English: of devices, files, the rules, of subgraphs. */
export const textSentences = {
  deviceText: (coded: CodedText) => textIn(deviceTexts, coded),
  fileText: (coded: CodedText) => textIn(fileTexts, coded),
  ruleText: (coded: CodedText) => textIn(ruleTexts, coded),
  subgraphText: (coded: CodedText) => textIn(subgraphTexts, coded),
}
