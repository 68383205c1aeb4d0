/** Space in a segment that means nothing to anybody, so that the image is that long and stays what it is. */
export function padded(jpeg: Buffer, bytes: number): Buffer {
  const segments: Buffer[] = []
  for (let missing = bytes - jpeg.length; missing > 0; ) {
    // Nothing shorter than four bytes is a segment: the last two share what is left.
    const length = missing > 65_537 ? Math.min(65_000, missing - 4) : missing
    const segment = Buffer.alloc(length)
    segment.writeUInt16BE(0xffef, 0)
    segment.writeUInt16BE(length - 2, 2)
    segments.push(segment)
    missing -= length
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
}

/** The same image with other numbers in its frame. */
export function reframed(
  jpeg: Buffer,
  change: { marker?: number; bits?: number; width?: number; height?: number },
): Buffer {
  const copy = Buffer.from(jpeg)
  const at = copy.indexOf(Buffer.from([0xff, 0xc0]))
  if (change.marker !== undefined) copy.writeUInt8(change.marker, at + 1)
  if (change.bits !== undefined) copy.writeUInt8(change.bits, at + 4)
  if (change.height !== undefined) copy.writeUInt16BE(change.height, at + 5)
  if (change.width !== undefined) copy.writeUInt16BE(change.width, at + 7)
  return copy
}

export function withSegment(jpeg: Buffer, marker: number, body: Buffer | string): Buffer {
  const content = Buffer.from(body)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xff00 + marker, 0)
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}
