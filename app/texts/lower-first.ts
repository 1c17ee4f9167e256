/** A text as it stands after a word in English: "move Encode text". */
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
