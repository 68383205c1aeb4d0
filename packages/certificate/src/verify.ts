import { base64url, flattenedVerify, importJWK } from 'jose'
import { z } from 'zod'
import { canonical, fingerprint } from './canonical.ts'
import { type Certificate, type SignedCertificate, signedSchema } from './certificate.ts'
import { ALGORITHM, publicKeySchema, withThumbprint } from './keys.ts'
import { type Finding, recount } from './recount/recount.ts'
import { AmbiguousJson, parseStrict } from './strict-json.ts'

/** What a certificate is worth, found out from itself. */
export interface Verdict {
  /** Every finding holds. */
  readonly holds: boolean
  readonly findings: readonly Finding[]
  /** Absent when it couldn't be read as one. */
  readonly certificate?: Certificate
  /** SHA-256 of its canonical form. */
  readonly sha256?: string
  /** Fingerprint of the key that it brings (RFC 7638). */
  readonly kid?: string
}

const envelope = z.object({ certificate: z.unknown(), signature: z.unknown() })
const header = z.strictObject({
  alg: z.literal(ALGORITHM),
  kid: z.string(),
  jwk: z.strictObject(publicKeySchema.shape),
})

/**
 * Checks a certificate by nothing but its text: that it was signed as it is, and that its count comes out.
 * Undefined for a text that is no certificate at all.
 * @param trusted fingerprints of the keys that are believed; without them the key is the one that it brings
 */
export async function verifyCertificate(
  text: string,
  trusted?: ReadonlySet<string>,
): Promise<Verdict | undefined> {
  let raw: unknown
  try {
    raw = parseStrict(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof AmbiguousJson)
      return refused(
        `la clave «${error.key}» está dos veces, o no puede estar, y cada quien leería otra cosa`,
      )
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (!envelope.safeParse(raw).success) return undefined
  const read = signedSchema.safeParse(raw)
  if (!read.success) {
    const [issue] = read.error.issues
    return refused(`no tiene la forma de un certificado: ${place(issue)}`)
  }
  const { certificate, signature } = read.data
  const key = await keyIn(signature)
  const findings = [
    finding('shape', 'tiene la forma de un certificado, y cada cosa está una vez', true),
    await signatureFinding(certificate, signature, key),
    ...(trusted ? [keyFinding(key?.kid, trusted)] : []),
    ...recount(certificate),
  ]
  return {
    ...{ holds: findings.every(({ holds }) => holds), findings, certificate },
    sha256: fingerprint(certificate),
    ...(key && { kid: key.kid }),
  }
}

/** The fingerprints of a JWK set, or of a single key, as it is published; undefined when there are none in it. */
export async function trustedKeys(value: unknown): Promise<ReadonlySet<string> | undefined> {
  const set = z.object({ keys: z.array(z.unknown()) }).safeParse(value)
  const keys = (set.data?.keys ?? [value]).flatMap((one) => publicKeySchema.safeParse(one).data ?? [])
  if (keys.length === 0) return undefined
  return new Set((await Promise.all(keys.map(withThumbprint))).map(({ kid }) => kid))
}

interface Key {
  readonly kid: string
  readonly jwk: z.output<typeof publicKeySchema>
}

/** The key of the header, if its name is its own fingerprint. */
async function keyIn({ protected: encoded }: SignedCertificate['signature']): Promise<Key | undefined> {
  const bytes = exactBytes(encoded)
  if (!bytes) return undefined
  try {
    const read = header.safeParse(parseStrict(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (!read.success) return undefined
    const { kid } = await withThumbprint(read.data.jwk)
    return kid === read.data.kid ? { kid, jwk: read.data.jwk } : undefined
  } catch {
    return undefined // no JSON in it
  }
}

async function signatureFinding(
  certificate: Certificate,
  signature: SignedCertificate['signature'],
  key: Key | undefined,
): Promise<Finding> {
  const fault = (why: string) => finding('signature', why, false)
  if (!key) return fault('el encabezado de la firma no trae una clave que sirva, con su huella')
  if (!exactBytes(signature.signature)) return fault('la firma no está en base64url')
  const payload = base64url.encode(canonical(certificate))
  try {
    const options = { algorithms: [ALGORITHM] }
    await flattenedVerify({ ...signature, payload }, await importJWK(key.jwk, ALGORITHM), options)
  } catch {
    return fault('la firma no es de este contenido: algo cambió después de firmar')
  }
  return finding('signature', 'la firma es de la clave que trae, y cubre todo el contenido', true)
}

function keyFinding(kid: string | undefined, trusted: ReadonlySet<string>): Finding {
  const holds = kid !== undefined && trusted.has(kid)
  const detail = holds
    ? 'la clave es una de las que usted dio'
    : 'la clave no es ninguna de las que usted dio: lo firmó otro'
  return finding('key', detail, holds)
}

/** Base64url has spare bits in its last letter: the same bytes could be written in several ways. */
function exactBytes(encoded: string): Uint8Array | undefined {
  try {
    const bytes = base64url.decode(encoded)
    return base64url.encode(bytes) === encoded ? bytes : undefined
  } catch {
    return undefined
  }
}

function refused(detail: string): Verdict {
  return { holds: false, findings: [finding('shape', detail, false)] }
}

function place(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String).join('.') || 'el documento'
  return issue?.code === 'unrecognized_keys' ? `${path} tiene algo de más (${issue.keys.join(', ')})` : path
}

function finding(code: Finding['code'], detail: string, holds: boolean): Finding {
  return { code, holds, detail }
}
