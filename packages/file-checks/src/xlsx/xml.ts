import sax from 'sax'
import { damaged, Unreadable } from '../unreadable.ts'

export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads a part of a workbook while it streams by; names come without their prefix. There is nothing to expand: a part
 * with a document type is refused, as the format forbids one. @yields after each chunk, so that a reader can hand on
 */
export async function* readXml(
  source: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): AsyncGenerator<void> {
  const parser = sax.parser(true)
  const decoder = new TextDecoder()
  let fault: Error | undefined
  parser.onerror = (error) => {
    fault ??= error
  }
  parser.ondoctype = () => {
    fault ??= new Error('a document type')
  }
  parser.onopentag = ({ name, attributes }) => {
    const plain = Object.entries(attributes).map(([key, value]) => [localName(key), String(value)])
    handlers.open?.(localName(name), Object.fromEntries(plain))
  }
  parser.onclosetag = (name) => handlers.close?.(localName(name))
  parser.ontext = (text) => handlers.text?.(text)
  parser.oncdata = (text) => handlers.text?.(text)
  const feed = (text: string) => {
    try {
      parser.write(text)
    } catch (error) {
      // Of a handler, which knows what is wrong; the parser's own are kept above.
      if (error instanceof Unreadable) throw error
      fault ??= error instanceof Error ? error : new Error(String(error))
    }
    if (fault) throw damaged('Una de sus partes no es XML bien formado.', fault)
  }
  for await (const chunk of source) {
    feed(decoder.decode(chunk, { stream: true }))
    yield
  }
  feed(decoder.decode())
  parser.close()
  if (fault) throw damaged('Una de sus partes no es XML bien formado.', fault)
}

/** The whole part at once. */
export async function eachXml(source: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(source, handlers));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
