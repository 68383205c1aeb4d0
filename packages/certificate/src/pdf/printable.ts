// What the standard fonts of PDF have (WinAnsiEncoding), besides what can't be seen.
const missing = /[^\n\x20-\x7e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu

/** The text as the fonts can show it: a letter that they don't have becomes '?', and stays what it was in the JSON. */
export function printable(text: string): string {
  return text.normalize('NFC').replace(missing, '?')
}
