/**
 * Controls that break a header or a terminal, and marks that make text read backwards: somebody could use them to
 * have a letter of the entity say what the entity didn't.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** Text that stays on its line: a name, a subject. 200 characters at most. */
export function oneLine(text: string): string {
  return [...text.replace(HIDDEN, ' ').replace(/\s+/g, ' ').trim()].slice(0, 200).join('')
}

/** Text with its own lines and no other controls; three empty lines in a row become one. */
export function lines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => line.replace(/\t/g, ' ').replace(HIDDEN, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
