import { fileTypeFromBuffer } from 'file-type'
import { Unreadable } from './unreadable.ts'

/** As many of the first bytes as tell one format from another. */
export const HEAD_BYTES = 4100

/** What the first bytes say that it is, for whoever is told that it isn't what it should be. */
export async function mediaTypeOf(bytes: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(bytes.subarray(0, HEAD_BYTES)))?.mime
  } catch {
    return undefined
  }
}

/** @param wanted in words: 'JPG o JPEG' */
export async function typeRefused(bytes: Buffer, wanted: string): Promise<Unreadable> {
  const found = await mediaTypeOf(bytes)
  const instead = found === undefined ? 'de un formato que no se reconoce' : found
  return new Unreadable(
    'file-type-refused',
    `Se espera ${wanted}; por su contenido, el archivo es ${instead}.`,
  )
}
