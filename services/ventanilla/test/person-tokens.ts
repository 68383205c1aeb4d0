import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importJWK, SignJWT } from 'jose'
import { AUDIENCE } from '../src/identity/index.ts'

/** Tokens of persons who work at a console, as an identity provider of an entity would sign them. */
export async function personTokens(dataDir: string, issuer: string) {
  const { keys } = JSON.parse(await readFile(join(dataDir, 'identity', 'signing-keys.json'), 'utf8'))
  const key = await importJWK(keys[0], 'RS256')
  const known = new Map<string, Promise<string>>()
  const sign = (subject: string) =>
    new SignJWT({ client_id: 'consola', scope: 'cases:work cases:read' })
      .setProtectedHeader({ alg: 'RS256', kid: keys[0].kid, typ: 'at+jwt' })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key)
  return (subject: string): Promise<string> => {
    const token = known.get(subject) ?? sign(subject)
    known.set(subject, token)
    return token
  }
}
