import { readBiff } from '../cfb/biff.ts'
import { BROKEN_CONTAINER, isEncryptedOffice, openContainer } from '../cfb/container.ts'
import { propertyNames, propertyStreams } from '../cfb/properties.ts'
import type { Facts } from '../check.ts'
import type { Findings } from '../findings.ts'
import { typeRefused } from '../media-type.ts'
import { orDamaged, Unreadable } from '../unreadable.ts'
import { tellBeside } from './beside.ts'
import { MetadataPlaces } from './metadata.ts'

/** The first version of Excel's format: told by its streams, since Word and Outlook keep theirs the same way. */
export async function checkXls(
  bytes: Buffer,
  allowed: boolean,
  wanted: string,
  findings: Findings,
): Promise<Facts> {
  if (await isEncryptedOffice(bytes))
    throw new Unreadable('file-password', 'El libro pide contraseña para abrirse.')
  return await orDamaged(BROKEN_CONTAINER, () => readXls(bytes, allowed, wanted, findings))
}

async function readXls(bytes: Buffer, allowed: boolean, wanted: string, findings: Findings): Promise<Facts> {
  const container = openContainer(bytes)
  const stream = container.stream('Workbook') ?? container.stream('Book')
  if (!stream || !allowed) throw await typeRefused(bytes, wanted)
  const book = readBiff(stream)
  if (book.encrypted) throw new Unreadable('file-password', 'El libro pide contraseña para abrirse.')
  if (book.locked) findings.add('document-locked', 'El libro o una de sus hojas está protegida.')
  if (!book.hasValues) findings.add('document-without-text', 'Ninguna celda tiene un valor.')
  const names = new Set(container.entries.map(({ name }) => name))
  if (names.has('_VBA_PROJECT_CUR') || names.has('VBA') || book.macroSheets)
    findings.add('document-macros', 'El libro tiene macros.')
  if (book.comments)
    findings.add('document-people', 'El libro tiene comentarios, que llevan el nombre de quien los hizo.')
  const places = new MetadataPlaces()
  for (const [name, known] of Object.entries(propertyStreams)) {
    const set = container.stream(name)
    const found = set ? propertyNames(set, known) : []
    if (found.length > 0) places.add(name.slice(1), ...found)
  }
  if (book.namesUser) places.add('Workbook', 'WriteAccess')
  // Excel keeps what is embedded in storages of that name.
  const attachments = [...names].filter((name) => name.startsWith('MBD')).length
  tellBeside('El libro', { signed: names.has('_signatures'), attachments, metadata: places.list() }, findings)
  return { format: 'xls' }
}
