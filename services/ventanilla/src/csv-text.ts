/**
 * The text of a CSV file, whatever wrote it: UTF-8 with or without its mark, UTF-16 with it, or what a Spanish
 * spreadsheet saves, windows-1252. Line ends become '\n'. Undefined for what is no text, such as an .xlsx.
 */
export function csvText(bytes: Uint8Array): string | undefined {
  const text = decode(bytes)
  return text === undefined || text.includes('\0') ? undefined : text.replace(/\r\n?/g, '\n')
}

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return attempt('utf-16le', bytes)
  if (first === 0xfe && second === 0xff) return attempt('utf-16be', bytes)
  return attempt('utf-8', bytes) ?? attempt('windows-1252', bytes)
}

function attempt(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
