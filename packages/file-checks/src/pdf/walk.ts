import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'

/** The dictionary of an object that has one. */
export function dictOf(object: PDFObject | undefined): PDFDict | undefined {
  if (object instanceof PDFDict) return object
  return object instanceof PDFStream ? object.dict : undefined
}

/** Every object that can be reached from one, each once. By a stack of its own: a hostile file nests without end. */
export function* reachable(
  context: PDFContext,
  from: PDFObject | undefined,
): Generator<{ object: PDFObject; ref: PDFRef | undefined }> {
  const seen = new Set<PDFObject | PDFRef>()
  const waiting: (PDFObject | undefined)[] = [from]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (next === undefined || seen.has(next)) continue
    seen.add(next)
    const object = next instanceof PDFRef ? context.lookup(next) : next
    if (object === undefined || (next instanceof PDFRef && seen.has(object))) continue
    seen.add(object)
    yield { object, ref: next instanceof PDFRef ? next : undefined }
    if (object instanceof PDFArray) for (let at = 0; at < object.size(); at++) waiting.push(object.get(at))
    const dict = dictOf(object)
    if (dict) for (const [, value] of dict.entries()) waiting.push(value)
  }
}

export function nameOf(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(PDFName.of(key))
  return value instanceof PDFName ? value.decodeText() : undefined
}

export function textOf(dict: PDFDict, key: string): string | undefined {
  const value = dict.lookup(PDFName.of(key))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined
}

export const has = (dict: PDFDict, key: string): boolean => dict.get(PDFName.of(key)) !== undefined
