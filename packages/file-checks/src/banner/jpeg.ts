import { orientationOf } from './exif.ts'

/** What a JPEG says of itself without being decoded, so that one of 65535 × 65535 costs no more than its bytes. */
export interface Jpeg {
  readonly width: number
  readonly height: number
  /** How it is coded: 'other' is what no browser shows. */
  readonly coding: 'baseline' | 'progressive' | 'other'
  readonly components: number
  readonly bitsPerSample: number
  /** As Exif has it; 1 where it says nothing. */
  readonly orientation: number
  /** Which metadata it carries: Exif, XMP, IPTC, comentario. */
  readonly metadata: readonly string[]
  /** Where the image ends; undefined when it is cut off. */
  readonly end: number | undefined
}

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const DNL = 0xdc
/** SOF0–SOF15 without DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

export const startsAsJpeg = (bytes: Buffer): boolean =>
  bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff

/** The headers of a JPEG, or undefined when there is no frame to be found in it. @source ITU-T T.81 annex B */
export function readJpeg(bytes: Buffer): Jpeg | undefined {
  let frame: Frame | undefined
  let orientation = 1
  let scanned = false
  let lines: number | undefined
  const metadata = new Set<string>()
  for (const { marker, start, end } of segments(bytes)) {
    const body = bytes.subarray(start, end)
    if (marker === EOI) return frame && scanned ? jpeg(start) : undefined
    if (marker === SOS) scanned = true
    // The height that was left open in the frame, after the first scan.
    if (marker === DNL && body.length >= 2) lines = body.readUInt16BE(0)
    if (isFrame(marker) && frame === undefined && body.length >= 6) frame = frameOf(marker, body)
    const carried = metadataOf(marker, body)
    if (carried !== undefined) metadata.add(carried)
    if (carried === 'Exif') orientation = orientationOf(body.subarray(6)) ?? orientation
  }
  return frame && jpeg(undefined)

  function jpeg(end: number | undefined): Jpeg | undefined {
    if (frame === undefined) return undefined
    const height = frame.height === 0 ? (lines ?? 0) : frame.height
    return { ...frame, height, orientation, metadata: [...metadata], end }
  }
}

type Frame = Pick<Jpeg, 'width' | 'height' | 'coding' | 'components' | 'bitsPerSample'>

function frameOf(marker: number, body: Buffer): Frame {
  const coding = marker === 0xc2 ? 'progressive' : marker <= 0xc1 ? 'baseline' : 'other'
  return {
    ...{ coding, bitsPerSample: body.readUInt8(0), height: body.readUInt16BE(1) },
    ...{ width: body.readUInt16BE(3), components: body.readUInt8(5) },
  }
}

/** Where the metadata of a JPEG stand: their segments, marks included. */
export function* metadataSegments(bytes: Buffer): Generator<{ name: string; from: number; to: number }> {
  for (const { marker, start, end } of segments(bytes)) {
    const name = metadataOf(marker, bytes.subarray(start, end))
    // Before a body stand the marker and the length.
    if (name !== undefined) yield { name, from: start - 4, to: end }
  }
}

/** The comments of Adobe and the colour profile say nothing of anybody. */
function metadataOf(marker: number, body: Buffer): string | undefined {
  const begins = (text: string) => body.subarray(0, text.length).equals(Buffer.from(text, 'latin1'))
  if (marker === 0xfe) return 'comentario'
  if (marker === 0xe1 && begins('Exif\0\0')) return 'Exif'
  if (marker === 0xe1 && begins('http://ns.adobe.com/')) return 'XMP'
  return marker === 0xed && begins('Photoshop 3.0') ? 'IPTC' : undefined
}

/** Every marker with its body, to the end of the image or as far as it goes; EOI has the end as its start. */
function* segments(bytes: Buffer): Generator<{ marker: number; start: number; end: number }> {
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return
    const marker = bytes[at + 1] as number
    if (marker === 0xff) {
      at += 1
      continue
    }
    at += 2
    if (marker === EOI) {
      yield { marker, start: at, end: at }
      return
    }
    if (standsAlone(marker)) continue
    if (at + 2 > bytes.length) return
    const end = at + bytes.readUInt16BE(at)
    if (end < at + 2 || end > bytes.length) return
    yield { marker, start: at + 2, end }
    at = marker === SOS ? afterScan(bytes, end) : end
  }
}

/** Where the next marker stands: in a scan 0xff is followed by 0 or by a restart. */
function afterScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) return at
  }
  return bytes.length
}
