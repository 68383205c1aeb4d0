import { bogotaDate, bogotaTime } from '@ventanilla/calendar'
import { dateInWords, dayInWords, hoursInWords } from '@ventanilla/terms'
import { fingerprint } from '../canonical.ts'
import { type Certificate, type SignedCertificate, stateInWords } from '../certificate.ts'
import { openPaper, type Paper } from './paper.ts'

/** The name under which the JSON lies in the PDF, and by which its text calls it. */
const attached = 'certificado.json'

/**
 * A signed certificate for people, with the certificate itself attached: what is checked is the attachment. The same
 * certificate gives the same bytes.
 * @param kid the fingerprint of the key that signed it
 * @returns PDF 1.7
 */
export async function certificatePdf(signed: SignedCertificate, kid: string): Promise<Uint8Array> {
  const { certificate } = signed
  const { entity, clock, issuedAt } = certificate
  const title = `Certificado del término «${clock.name}»`
  const paper = openPaper({ title, author: entity, at: new Date(issuedAt) })
  paper.title(title)
  about(paper, certificate)
  paper.heading('En pocas palabras')
  paper.paragraph(certificate.summary)
  paper.heading('Cómo se contó, día por día')
  days(paper, certificate)
  paper.heading('De qué hechos sale la cuenta')
  facts(paper, certificate)
  paper.heading('Cómo comprobar este certificado')
  howToCheck(paper, fingerprint(certificate), kid)
  const json = new TextEncoder().encode(`${JSON.stringify(signed, null, 2)}\n`)
  paper.attach(attached, json, 'El certificado firmado, en JSON')
  return await paper.close(`Reloj ${clock.id}`)
}

function about(paper: Paper, certificate: Certificate): void {
  const { entity, clock, term, calendar, state, issuedAt } = certificate
  paper.table(
    [120, null],
    ['Qué', 'Cuál'],
    [
      ['Entidad', entity],
      ['Caso', clock.caseId],
      ['Régimen', term.kind === null ? term.regime : `${term.regime}, ${term.kind}`],
      ['Norma o acuerdo', term.source],
      ['Calendario', calendar.version],
      ['Estado', stateInWords[state]],
      ['Vencimiento', endInWords(certificate)],
      ['Expedido', `${momentInWords(issuedAt)} (hora de Bogotá)`],
    ],
  )
}

/** By its day; one in hours by its hour, too. */
function endInWords({ due, endsAt, term: { start } }: Certificate): string {
  if (due === null || endsAt === null) return 'no tiene mientras esté suspendido'
  return start === 'reception' ? `${momentInWords(endsAt)} (hora de Bogotá)` : dayInWords(due)
}

const msPerHour = 3_600_000

function days(paper: Paper, certificate: Certificate): void {
  const inHours = certificate.term.start === 'reception'
  const rows = certificate.days.map(({ date, counted, total, why, source }) => [
    dayInWords(date),
    counted ? (inHours ? hoursInWords(total / msPerHour) : String(total)) : '–',
    source === null || why.includes(source) ? why : `${why} (${source})`,
  ])
  paper.table([185, inHours ? 65 : 35, null], ['Día', 'Van', 'Por qué'], rows)
}

const factsInWords: Readonly<Record<string, string>> = {
  ClockStarted: 'El término empezó',
  ClockPaused: 'El término se suspendió',
  ClockResumed: 'El término siguió',
  ClockExtended: 'El término se prorrogó',
  ClockRecounted: 'Se volvió a contar con otro calendario',
  ClockMet: 'El término se cumplió',
  ClockCancelled: 'El caso terminó sin respuesta',
  ClockWarned: 'Se avisó que se acercaba el vencimiento',
  ClockBreached: 'El término venció',
  FactNoted: 'Se anotó un hecho que no cambió el término',
}

function facts(paper: Paper, certificate: Certificate): void {
  const rows = certificate.facts.map(({ position, type, at, routing }) => [
    String(position),
    factsInWords[type] ?? type,
    momentInWords(at),
    routing === null ? '–' : String(routing),
  ])
  paper.paragraph(
    'Cada hecho está escrito en el registro de términos de la entidad, en la posición que se indica. Los que vienen ' +
      'del caso indican también su posición en el registro de los casos.',
  )
  const header = ['Posición', 'Hecho', 'Cuándo (hora de Bogotá)', 'En los casos']
  paper.table([55, null, 175, 75], header, rows)
}

function howToCheck(paper: Paper, sha256: string, kid: string): void {
  paper.paragraph(
    `Este papel acompaña a un certificado firmado, que va adjunto en este mismo archivo con el nombre «${attached}». ` +
      'Lo que se comprueba es el adjunto: guárdelo desde el visor de PDF, en la lista de archivos adjuntos.',
  )
  paper.table(
    [120, null],
    ['Huella', 'Debe ser'],
    [
      ['Del contenido (SHA-256)', `${sha256.slice(0, 32)} ${sha256.slice(32)}`],
      ['De la clave', kid],
    ],
  )
  paper.paragraph(
    `Con el programa de Ventanilla, sin red ni permiso de nadie: ventanilla verify-certificate ${attached}. Dice si ` +
      'la firma es de ese contenido, vuelve a contar los días y muestra las dos huellas. La entidad publica sus ' +
      'claves en la dirección /v1/public/certificate-keys; la huella de la clave debe ser la de una de ellas.',
  )
  paper.paragraph(
    'La firma es una JWS (RFC 7515) con Ed25519 sobre la forma canónica del contenido (RFC 8785): cualquier ' +
      'programa que las conozca la comprueba.',
  )
}

/** '14 de diciembre de 2026, 10:30', in Bogotá. */
function momentInWords(instant: string): string {
  return `${dateInWords(bogotaDate(instant))}, ${bogotaTime(instant).slice(0, 5)}`
}
