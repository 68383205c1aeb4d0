import { join } from 'node:path'
import { importJWK, SignJWT } from 'jose'
import { TOKEN_SECONDS } from './issuer.ts'
import { AUDIENCE } from './scopes.ts'
import { signingKeys } from './signing-keys.ts'
import type { AccessToken } from './token.ts'

export interface PersonClaims {
  /** The issuer's URL, which stands in every token as `iss`. */
  issuer: string
  /** The application through which they act. */
  client: string
  /** Their opaque id, which stands as `sub`: never a name or an address. */
  person: string
  scopes: readonly string[]
  /** The public entity they act for; absent for all of them. */
  entity?: string | undefined
}

/**
 * A token in which a person acts through an application (RFC 9068), signed with the keys kept in `dir`. Nobody signs in
 * at the embedded issuer: whoever can read its keys says who it is.
 */
export async function signPersonToken(dir: string, claims: PersonClaims): Promise<AccessToken> {
  const { issuer, client, person, scopes, entity } = claims
  const [key] = (await signingKeys(join(dir, 'signing-keys.json'))).private.keys
  if (!key?.kid) throw new Error('the issuer has no key')
  const token = await new SignJWT({
    ...{ client_id: client, scope: scopes.join(' ') },
    ...(entity !== undefined && { entity }),
  })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(person)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_SECONDS}s`)
    .sign(await importJWK(key, 'RS256'))
  return { token, expiresIn: TOKEN_SECONDS }
}
