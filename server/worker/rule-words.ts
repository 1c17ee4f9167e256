import { ruleTexts } from '../../workflow/rule-texts.ts'
import { codedTexts } from '../../workflow/said/coded-texts.ts'

/** What the rules say, as sentences that whoever looks at the run can read in their language. */
export const ruleWords = codedTexts('ruleText', ruleTexts)
