/** The languages, each named in itself. */
export const languageTitles = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languageTitles
