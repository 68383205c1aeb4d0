import { metadataSegments, readJpeg, startsAsJpeg } from '../banner/jpeg.ts'

interface Piece {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** What a picture inside of a document says beside the picture: by name, each once. */
export function pictureMetadata(picture: Buffer): string[] {
  return [...new Set(piecesOf(picture).map(({ name }) => name))]
}

/**
 * The picture without that, otherwise byte for byte the same. A JPEG that is shown turned says so in the same place, and
 * is left as it is where somebody may heed it.
 */
export function withoutPictureMetadata(picture: Buffer, heedsOrientation: boolean): Buffer {
  if (heedsOrientation && startsAsJpeg(picture) && readJpeg(picture)?.orientation !== 1) return picture
  const kept: Buffer[] = []
  let at = 0
  for (const { from, to } of piecesOf(picture)) {
    kept.push(picture.subarray(at, from))
    at = to
  }
  return Buffer.concat([...kept, picture.subarray(at)])
}

function piecesOf(picture: Buffer): Piece[] {
  if (startsAsJpeg(picture)) return [...metadataSegments(picture)]
  return picture.subarray(0, 8).equals(PNG) ? [...textChunks(picture)] : []
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const telling: Readonly<Record<string, string>> = {
  ...{ tEXt: 'texto', zTXt: 'texto', iTXt: 'texto', eXIf: 'Exif', tIME: 'fecha' },
}

/** Chunks of a PNG are a length, four letters, the content and a sum of it. @source PNG, 5.3 and 11.3 */
function* textChunks(picture: Buffer): Generator<Piece> {
  for (let at = 8; at + 12 <= picture.length; ) {
    const to = at + 12 + picture.readUInt32BE(at)
    if (to > picture.length) return
    const name = telling[picture.toString('latin1', at + 4, at + 8)]
    if (name !== undefined) yield { name, from: at, to }
    at = to
  }
}
