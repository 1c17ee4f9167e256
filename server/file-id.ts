/**
 * True for what names a file of its own in a folder of workflows or nodes. The first character keeps folders such as
 * `.trash` apart; the rest leaves no way out of the folder.
 */
export const isFileId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(id)
