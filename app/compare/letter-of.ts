/** What a compared clip is called for short: A, B, C … */
export const letterOf = (index: number): string => String.fromCharCode(65 + (index % 26))
