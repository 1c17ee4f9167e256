/**
 * The text of a model card as it is read: without its front matter, which the facts above it show, and without the lines that
 * are nothing but a picture, which lies beside the card or far away.
 */
export const cardText = (card: string): string =>
  card
    .replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n/, '')
    .split('\n')
    .filter((line) => !/^!\[[^\]]*\]\([^)]*\)$/.test(line.trim()))
    .join('\n')
