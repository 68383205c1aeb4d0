import {
  calculateJwkThumbprint,
  exportJWK,
  FlattenedSign,
  flattenedVerify,
  generateKeyPair,
  importJWK,
} from 'jose'
import { z } from 'zod'
import { canonical } from './canonical.ts'
import { type Certificate, certificateSchema, type SignedCertificate } from './certificate.ts'
import { recount } from './recount/recount.ts'

export const ALGORITHM = 'EdDSA'

/** Of a curve whose signatures are the same however often they are made (RFC 8037): so are the certificates. */
export const publicKeySchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
type PublicKey = z.output<typeof publicKeySchema>

const fileKey = publicKeySchema.extend({ d: z.string().optional() })
type FileKey = z.output<typeof fileKey>
const fileSchema = z.object({ keys: z.array(fileKey).min(1) })

/** What is published (RFC 7517). `kid` is the key's thumbprint (RFC 7638): its fingerprint, which nobody can choose. */
export const publicKeysSchema = z.object({
  keys: z.array(
    publicKeySchema.extend({
      kid: z.string().describe('Huella de la clave (RFC 7638)'),
      alg: z.literal(ALGORITHM),
      use: z.literal('sig'),
    }),
  ),
})

export interface CertificateKeys {
  /** The fingerprint of the one that signs. */
  readonly kid: string
  /** Those that sign or have signed. */
  readonly public: z.output<typeof publicKeysSchema>
  /**
   * By the first of them. The same certificate gives the same signature.
   * @throws Error for what isn't one, or whose count doesn't come out: nobody signs that
   */
  sign(certificate: Certificate): Promise<SignedCertificate>
}

/**
 * The keys of a file: a JWK set, of which the first signs. The others are those that signed before; of them the public
 * part is enough. Undefined when it holds no such thing.
 */
export async function certificateKeys(file: unknown): Promise<CertificateKeys | undefined> {
  const keys = fileSchema.safeParse(file).data?.keys ?? []
  const signer = keys[0] && (await openSigner(keys[0]))
  if (!signer) return undefined
  const published = await Promise.all(keys.map(withThumbprint))
  return {
    kid: signer.kid,
    public: { keys: published.map((key) => ({ ...key, alg: ALGORITHM, use: 'sig' })) },
    async sign(given) {
      const certificate = certificateSchema.parse(given)
      const wrong = recount(certificate).filter(({ holds }) => !holds)
      if (wrong.length > 0) throw new Error(`this doesn't hold: ${wrong.map(({ code }) => code).join(', ')}`)
      const { protected: header = '', signature } = await signer.sign(canonical(certificate))
      return { certificate, signature: { protected: header, signature } }
    },
  }
}

/** The text of such a file, with a new key. */
export async function newKeyFile(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true })
  const { kty, crv, x, d } = await exportJWK(privateKey)
  return `${JSON.stringify({ keys: [{ kty, crv, x, d }] }, undefined, 2)}\n`
}

export async function withThumbprint({ kty, crv, x }: PublicKey): Promise<PublicKey & { kid: string }> {
  return { kty, crv, x, kid: await calculateJwkThumbprint({ kty, crv, x }) }
}

/** Undefined for a key without its private part, or with another's: what that signs nobody can verify. */
async function openSigner({ d, ...given }: FileKey) {
  if (d === undefined) return undefined
  const { kid, ...jwk } = await withThumbprint(given)
  try {
    const key = await importJWK({ ...jwk, d }, ALGORITHM)
    const sign = (payload: Uint8Array) =>
      new FlattenedSign(payload).setProtectedHeader({ alg: ALGORITHM, kid, jwk }).sign(key)
    await flattenedVerify(await sign(new Uint8Array()), await importJWK(jwk, ALGORITHM))
    return { kid, sign }
  } catch {
    return undefined
  }
}
