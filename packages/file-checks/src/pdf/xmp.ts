import { eachXml } from '../xlsx/xml.ts'

/** What identifies a standard that the document keeps (PDF/A, PDF/UA), which is lost with the rest of the XMP. */
export interface Standard {
  readonly prefix: 'pdfaid' | 'pdfuaid'
  readonly name: string
  readonly value: string
}

const uris = {
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfuaid: 'http://www.aiim.org/pdfua/ns/id/',
} as const

/** As an attribute or as an element, which may bring its namespace along. */
const claim =
  /\b(pdfaid|pdfuaid):(part|conformance|rev|amd)(?:\s*=\s*["']|(?:\s[^<>]*)?>)\s*([\w.]{1,12})\s*["'<]/g

export function standardsOf(xmp: string): Standard[] {
  return [...xmp.matchAll(claim)].map(([, prefix, name = '', value = '']) => ({
    ...{ prefix: prefix as Standard['prefix'], name, value },
  }))
}

const structure = new Set(['RDF', 'Description', 'xmpmeta', 'Alt', 'Seq', 'Bag', 'li'])
const kept = new Set(['part', 'conformance', 'rev', 'amd', 'title'])

/** The names of the properties of an XMP packet that say more than which standard is kept and what the title is. */
export async function propertiesOf(xmp: Buffer): Promise<string[]> {
  const names = new Set<string>()
  const body = xmp
    .toString('utf8')
    .replace(/<\?.*?\?>/gs, '')
    .trim()
  const note = (name: string) => {
    if (!structure.has(name) && !kept.has(name)) names.add(name)
  }
  try {
    await eachXml(bytesOf(body), {
      open(name, attributes) {
        note(name)
        if (name === 'Description')
          for (const key of Object.keys(attributes))
            if (key !== 'about' && !isNamespace(key, attributes)) note(key)
      },
    })
  } catch {
    names.add('ilegible')
  }
  return [...names]
}

/** `xmlns:dc` comes as `dc`, and its value is an address. */
const isNamespace = (key: string, attributes: Readonly<Record<string, string>>) =>
  /^(?:https?|adobe):/.test(attributes[key] ?? '')

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** An XMP packet that says no more than that; undefined where there is nothing to say. */
export function smallXmp(standards: readonly Standard[], title: string | undefined): string | undefined {
  if (standards.length === 0) return undefined
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const claims = standards.map(
    ({ prefix, name, value }) =>
      `<${prefix}:${name} xmlns:${prefix}="${uris[prefix]}">${value}</${prefix}:${name}>`,
  )
  const dcTitle =
    title === undefined
      ? ''
      : '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Alt>' +
        `<rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>`
  return (
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description rdf:about="">${claims.join('')}${dcTitle}</rdf:Description></rdf:RDF></x:xmpmeta>` +
    '<?xpacket end="r"?>'
  )
}
