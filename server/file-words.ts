import { fileTexts } from '../workflow/file-texts.ts'
import { codedTexts } from '../workflow/said/coded-texts.ts'

/** What is wrong with a file, as a sentence that whoever asked can read in their language. */
export const fileWords = codedTexts('fileText', fileTexts)
