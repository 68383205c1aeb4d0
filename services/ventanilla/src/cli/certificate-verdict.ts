import { readFile } from 'node:fs/promises'
import { bogotaTime } from '@ventanilla/calendar'
import { stateInWords, trustedKeys, type Verdict, verifyCertificate } from '@ventanilla/certificate'
import { type BadInput, isBadInput } from './bad-input.ts'
import { table } from './days.ts'

export interface FileVerdict extends Verdict {
  /** It was signed by a key that was given by who asks; else by the one that it brings, if by any. */
  readonly trusted: boolean
}

/** What a file is worth, or what is wrong with the asking. @param keyPath a JWK set with the keys that are believed */
export async function verifyFile(path: string, keyPath?: string): Promise<FileVerdict | BadInput> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    return { code: 'file-unreadable', detail: `no se pudo leer el archivo ${path}` }
  }
  const keys = keyPath === undefined ? undefined : await keysIn(keyPath)
  if (isBadInput(keys)) return keys
  const verdict = await verifyCertificate(text, keys)
  if (verdict === undefined) {
    const instead = text.startsWith('%PDF-')
      ? 'el PDF es para leer; guarde el archivo que trae adjunto, certificado.json, y compruebe ese'
      : 'se espera JSON con «certificate» y «signature»'
    return { code: 'certificate-invalid', detail: `${path} no es un certificado: ${instead}` }
  }
  // Anybody can write the name of another's key into a header: what counts is that it signed.
  const is = (asked: string) => verdict.findings.some(({ code, holds }) => code === asked && holds)
  return { ...verdict, trusted: is('key') && is('signature') }
}

async function keysIn(path: string): Promise<ReadonlySet<string> | BadInput> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    return { code: 'key-unreadable', field: 'key', detail: `no se pudo leer el archivo ${path}` }
  }
  const detail = `${path} no trae claves Ed25519: se espera un JWKS, { "keys": [{ "kty": "OKP", … }] }`
  try {
    return (await trustedKeys(JSON.parse(text))) ?? { code: 'key-invalid', field: 'key', detail }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { code: 'key-invalid', field: 'key', detail }
  }
}

export function asJson({ certificate, ...verdict }: FileVerdict): string {
  const { clock, entity, issuedAt, state, due, endsAt } = certificate ?? {}
  const about = certificate && { clock, entity, issuedAt, state, due, endsAt }
  return `${JSON.stringify({ ...verdict, ...about }, null, 2)}\n`
}

/** For people: what it is, what was looked at, and what that comes to. */
export function printed(verdict: FileVerdict): string {
  const { certificate, findings, holds } = verdict
  const rows = findings.map(({ holds, detail }) => [holds ? 'sí' : 'NO', detail])
  const failed = findings.filter((finding) => !finding.holds).length
  const outcome = holds
    ? 'El certificado se sostiene.'
    : `El certificado NO se sostiene: ${failed === 1 ? 'falla una comprobación' : `fallan ${failed} comprobaciones`}.`
  return [
    certificate ? `${about(certificate)}\n` : '',
    table(rows),
    `\n${outcome}\n`,
    whoseKey(verdict),
  ].join('')
}

function about({
  clock,
  entity,
  term,
  state,
  due,
  endsAt,
  issuedAt,
}: NonNullable<Verdict['certificate']>): string {
  // A day that is over at midnight needs no hour.
  const hour =
    term.start === 'reception' && endsAt !== null ? `, a las ${bogotaTime(endsAt).slice(0, 5)}` : ''
  return [
    `Término «${clock.name}» del caso ${clock.caseId}, de ${entity}.\n`,
    `Estado: ${stateInWords[state]}. Vencimiento: ${due ?? 'ninguno mientras esté suspendido'}${hour}.\n`,
    `Expedido: ${issuedAt}.\n`,
  ].join('')
}

function whoseKey({ kid, sha256, trusted, findings }: FileVerdict): string {
  const prints = [
    sha256 === undefined ? '' : `Huella del contenido (SHA-256): ${sha256}\n`,
    kid === undefined ? '' : `Huella de la clave: ${kid}\n`,
  ].join('')
  const asked = findings.some(({ code }) => code === 'key')
  if (kid === undefined || trusted || asked) return prints
  return (
    `${prints}La clave viene en el mismo certificado: compare su huella con las que publica la entidad en ` +
    '/v1/public/certificate-keys, o dé ese archivo con --key.\n'
  )
}
