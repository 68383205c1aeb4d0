/** Controls that begin a line or move the cursor, and marks that make text read backwards. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** What a file says, as part of one line of the terminal: it can't pass for a line of the program's. */
export function oneLine(text: string): string {
  return text.replace(hidden, ' ')
}
