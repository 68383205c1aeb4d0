import { TextDecoder } from 'node:util'

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

export interface DecodedText {
  text: AsyncGenerator<string>
  /** Known once something was read. */
  encoding(): Encoding
}

/**
 * The text of a list while it streams by, whatever wrote it: UTF-16 or UTF-8 with their mark, else decided at the first
 * byte that isn't ASCII. Up to there both encodings say the same; and what a Spanish spreadsheet writes for an accent in
 * windows-1252 is followed by a letter or a space, which no sequence of UTF-8 is.
 */
export function decodeText(source: AsyncIterable<Uint8Array>): DecodedText {
  let encoding: Encoding | undefined

  async function* decode(): AsyncGenerator<string> {
    let decoder: TextDecoder | undefined
    let held: Buffer = Buffer.alloc(0)
    let begun = false
    for await (const chunk of source) {
      if (decoder) {
        yield decoder.decode(chunk, { stream: true })
        continue
      }
      held = Buffer.concat([held, chunk])
      if (held.length < MARK_BYTES) continue
      encoding = (begun ? undefined : byMark(held)) ?? byFirstAccent(held)
      begun = true
      if (encoding !== undefined) {
        decoder = new TextDecoder(encoding)
        yield decoder.decode(held, { stream: true })
      } else {
        // Plain so far; the last bytes stay, since a sequence may go on in the next chunk.
        yield held.toString('latin1', 0, held.length - MARK_BYTES)
        held = held.subarray(held.length - MARK_BYTES)
      }
    }
    if (decoder) {
      yield decoder.decode()
      return
    }
    encoding = (begun ? undefined : byMark(held)) ?? byFirstAccent(held, true) ?? 'utf-8'
    yield new TextDecoder(encoding).decode(held)
  }

  return { text: decode(), encoding: () => encoding ?? 'utf-8' }
}

/** As long as the longest mark, and as what may be there of a sequence that goes on. */
const MARK_BYTES = 3

function byMark(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : undefined
}

/** Undefined while there is nothing but ASCII, or the sequence isn't there whole. */
function byFirstAccent(bytes: Buffer, atEnd = false): Encoding | undefined {
  let at = 0
  while (at < bytes.length && (bytes[at] as number) < 0x80) at += 1
  if (at === bytes.length) return undefined
  const lead = bytes[at] as number
  const more =
    lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0
  const rest = bytes.subarray(at + 1, at + 1 + more)
  if (more === 0 || rest.some((byte) => byte < 0x80 || byte > 0xbf)) return 'windows-1252'
  if (rest.length === more) return 'utf-8'
  return atEnd ? 'windows-1252' : undefined
}
