const ORIENTATION = 0x0112

/**
 * The orientation of an Exif segment (1 is upright, 2 to 8 are turned or mirrored), undefined where it says none.
 * @param tiff what follows 'Exif\0\0'
 */
export function orientationOf(tiff: Buffer): number | undefined {
  if (tiff.length < 8) return undefined
  const order = tiff.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return undefined
  const little = order === 'II'
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return undefined
  const entries = u16(first)
  for (let index = 0; index < entries; index++) {
    const at = first + 2 + index * 12
    if (at + 12 > tiff.length) return undefined
    if (u16(at) === ORIENTATION) return u16(at + 8)
  }
  return undefined
}
