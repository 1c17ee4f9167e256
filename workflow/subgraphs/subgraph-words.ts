import { codedTexts } from '../said/coded-texts.ts'
import { subgraphTexts } from './subgraph-texts.ts'

/** What is said of subgraphs, as sentences that any language can say. */
export const subgraphWords = codedTexts('subgraphText', subgraphTexts)
