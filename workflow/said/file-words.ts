import { fileTexts } from '../file-texts.ts'
import { codedTexts } from './coded-texts.ts'

/** What is wrong with a file, as a sentence that whoever asked can read in their language. */
export const fileWords = codedTexts('fileText', fileTexts)
