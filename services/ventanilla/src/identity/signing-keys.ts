import { keptJson, SecretFileError } from '@ventanilla/runtime'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet, type JWK } from 'jose'
import { z } from 'zod'

export interface SigningKeys {
  /** With the private parts, for the issuer alone. */
  private: { keys: JWK[] }
  /** For who checks tokens. */
  public: JSONWebKeySet
}

const fileSchema = z.strictObject({
  keys: z
    .array(
      z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() }),
    )
    .min(1),
})

/** The issuer's keys, made the first time and then kept, so that a token outlives a restart of who issued it. */
export async function signingKeys(file: string): Promise<SigningKeys> {
  const read = fileSchema.safeParse(await keptJson(file, newKeys))
  if (!read.success) throw new SecretFileError(`${file} no contiene claves de firma que sirvan`)
  const { keys } = read.data
  return {
    private: { keys },
    public: { keys: keys.map(({ kty, kid, n, e }) => ({ kty, kid, n, e, alg: 'RS256', use: 'sig' })) },
  }
}

/** RS256: a token is signed once and checked thousands of times, and RSA checks faster than any curve. */
async function newKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const jwk = await exportJWK(privateKey)
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' }
  return `${JSON.stringify({ keys: [key] }, undefined, 2)}\n`
}
