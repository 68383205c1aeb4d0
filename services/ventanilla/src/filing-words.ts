import type { Unit } from '@ventanilla/terms'

/** Kinds of request, as procedures name them. */
export type Kind =
  | 'peticion-interes-general'
  | 'peticion-interes-particular'
  | 'informacion'
  | 'consulta'
  | 'queja'
  | 'reclamo'
  | 'sugerencia'
  | 'denuncia'
  | 'solicitud'
  | 'tramite'

/** Channels of attention, as procedures name them. */
export type Channel =
  | 'virtual'
  | 'personalizado'
  | 'contact-center'
  | 'escrita'
  | 'redes-sociales'
  | 'linea-agil-exterior'
  | 'grandes-clientes'

type Rule<T> = readonly [meaning: T, ...wording: RegExp[]]

/** First match wins, so the narrower word comes first: 'queja por falta de información' is a queja. */
const kinds: readonly Rule<Kind>[] = [
  ['denuncia', /\bdenunci/],
  ['queja', /\bquejas?\b/],
  ['reclamo', /\breclam/],
  ['sugerencia', /\bsugerencia/],
  ['consulta', /\bconsultas?\b/],
  ['informacion', /\binformacion/, /\bdocumentos?\b/, /\bcopias?\b/],
  ['peticion-interes-general', /\b(interes|peticion|solicitud)\b.*\bgeneral\b/],
  ['peticion-interes-particular', /\b(interes|peticion|solicitud)\b.*\bparticular\b/],
  ['tramite', /\btramites?\b/],
  ['peticion-interes-particular', /\bpeticion(es)?\b/],
  ['solicitud', /\bsolicitud(es)?\b/],
]

const channels: readonly Rule<Channel>[] = [
  ['redes-sociales', /\bred(es)? social(es)?\b/, /\b(facebook|instagram|twitter|tiktok|whatsapp)\b/],
  ['linea-agil-exterior', /\bexterior\b/],
  ['grandes-clientes', /\bgrandes clientes\b/],
  ['escrita', /\bcorreo (certificado|postal|fisico)\b/, /\b(fisic[ao]|postal|papel)\b/],
  ['virtual', /\b(virtual|web|portal|internet|chat|app|e?mail|e mail|correo|electronic[ao]|en linea)\b/],
  ['contact-center', /\btelefon/, /\b(contact|call|llamadas?|pbx|linea)\b/],
  ['personalizado', /\b(presencial|personal(izad[ao])?|ventanilla|taquilla|verbal|oficina|feria)\b/],
  ['escrita', /\b(escrit[ao]|cartas?|correspondencia|buzon)\b/],
]

const units: readonly Rule<Unit>[] = [
  ['calendar-days', /\bcalendario\b/],
  // Ley 4/1913 art. 62: days in a law are business days unless it says otherwise.
  ['business-days', /\bhabil(es)?\b/, /^dias?$/],
]

/** What the words of a file mean, whatever their case, accents and punctuation; undefined if nothing known. */
export const kindIn = (words: string): Kind | undefined => meaning(words, kinds)
export const channelIn = (words: string): Channel | undefined => meaning(words, channels)
export const unitIn = (words: string): Unit | undefined => meaning(words, units)

function meaning<T>(words: string, rules: readonly Rule<T>[]): T | undefined {
  const plain = words
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return rules.find(([, ...wordings]) => wordings.some((wording) => wording.test(plain)))?.[0]
}
