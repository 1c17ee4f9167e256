export { valueTexts as values } from '../../../workflow/value-text.ts'
