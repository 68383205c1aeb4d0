import { createHash } from 'node:crypto'
import type { FilingRow } from '../filing-row.ts'

/**
 * What an adapter adds to a file that has neither product nor outcome nor persons. All of it is a stated rule of
 * the row's own words, so that a second run says the same (docs/reference/demo.md).
 */

const products: readonly (readonly [RegExp, string])[] = [
  [/exterior/, 'credito-posgrado-exterior'],
  [/posgrado/, 'credito-posgrado-pais'],
  [/formacion corta/, 'credito-formacion-corta'],
  [/ahorro/, 'titulos-ahorro-educativo'],
  [/condona/, 'credito-condonable'],
  [/fondos/, 'fondos-en-administracion'],
  [/becas/, 'becas-internacionales'],
  [/certificad|datos|canales|atencion/, 'servicio-al-ciudadano'],
  [/credito|renovacion|sostenimiento|cartera|acuerdos/, 'credito-pregrado'],
]

/** The product by the words of the theme; a theme with none of them gets one by its digest, always the same. */
export function productOf(theme: string, known: readonly string[]): string | undefined {
  const words = theme.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const named = products.find(([pattern, product]) => pattern.test(words) && known.includes(product))
  return named ? named[1] : known[digestNumber(words) % Math.max(known.length, 1)]
}

const outcomes = ['a-favor-del-usuario', 'a-favor-de-la-entidad', 'parcial'] as const

/** Of seven answers, by the digest of the row's number: three for the user, three for the entity, one partly. */
export function outcomeOf(row: string): (typeof outcomes)[number] {
  const n = digestNumber(`outcome ${row}`) % 7
  return outcomes[n < 3 ? 0 : n < 6 ? 1 : 2]
}

/** A citizen who exists nowhere, so that somebody gets the mail: `.invalid` can't be anybody's (RFC 2606). */
export function citizenOf(row: string, file: string) {
  const number = 1_000_000_000 + (digestNumber(`${file} ${row}`) % 900_000_000)
  const local = row.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return {
    documentType: 'CC',
    documentNumber: String(number),
    firstNames: 'Peticionario',
    lastNames: `de la fila ${row}`,
    email: `fila-${local}-${number}@correo.invalid`,
  }
}

export function filingOf(
  row: FilingRow,
  entity: string,
  file: string,
  receivedAt: string,
  known: readonly string[],
) {
  const product = productOf(row.theme, known)
  return {
    entity,
    procedure: 'pqrsd',
    kind: row.kind,
    channel: row.channel,
    mode: 'named',
    receivedAt,
    person: citizenOf(row.row, file),
    subject: row.theme || row.requestClass,
    text: `Radicación ${row.row} de ${file}: ${row.requestClass}.`,
    ...(row.theme && { theme: row.theme }),
    ...(product !== undefined && { product }),
    ...(row.term && { term: row.term }),
    recordedBy: file,
    externalRef: row.row,
  }
}

function digestNumber(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0)
}
