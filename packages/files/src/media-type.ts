import { fileTypeFromBuffer } from 'file-type'

/** As many of the first bytes as `file-type` looks at to tell one format from another. */
export const HEAD_BYTES = 4100

/**
 * The media type that the first bytes show, undefined when they show none (plain text, CSV). What the sender
 * declares is not asked: a name and a header can say anything.
 */
export async function mediaTypeOf(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime
  } catch {
    // A head is a cut file: a container that goes on past the cut may look broken to the library.
    return undefined
  }
}
