import { inflateSync } from 'node:zlib'

/** The streams of a PDF, each with its dictionary, as they are written one after another. */
function streams(pdf: Uint8Array): { dictionary: string; bytes: Uint8Array }[] {
  const text = Buffer.from(pdf).toString('latin1')
  return [...text.matchAll(/obj\n<<((?:(?!endobj)[\s\S])*?)>>\nstream\n/g)].map((found) => {
    const dictionary = found[1] ?? ''
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const start = found.index + found[0].length
    const bytes = pdf.subarray(start, start + length)
    return { dictionary, bytes: dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes }
  })
}

const windows = new TextDecoder('windows-1252')

/** What is written on each page, line by line. */
export function pagesOf(pdf: Uint8Array): string[] {
  return streams(pdf)
    .map(({ bytes }) => Buffer.from(bytes).toString('latin1'))
    .filter((content) => /\bBT\b/.test(content))
    .map((content) =>
      [...content.matchAll(/\[(<[^\]]*)\] TJ/g)]
        .map(([, pieces = '']) =>
          [...pieces.matchAll(/<([0-9a-f]*)>/g)]
            .map(([, hex = '']) => windows.decode(Buffer.from(hex, 'hex')))
            .join(''),
        )
        .join(' '),
    )
}

/** All that it says, in one line: where a line breaks is the page's matter. */
export function wordsOf(pdf: Uint8Array): string {
  return pagesOf(pdf).join(' ').replace(/\s+/g, ' ')
}

export function attachmentOf(pdf: Uint8Array): string {
  const found = streams(pdf).find(({ dictionary }) => dictionary.includes('/EmbeddedFile'))
  if (!found) throw new Error('nothing is attached')
  return new TextDecoder().decode(found.bytes)
}
