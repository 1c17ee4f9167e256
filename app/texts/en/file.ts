export { fileTexts as file } from '../../../workflow/file-texts.ts'
