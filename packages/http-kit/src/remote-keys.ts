import { createLocalJWKSet, type createRemoteJWKSet, errors } from 'jose'

/** The issuer's keys couldn't be had. */
export class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable'
}

/** After a failed fetch the issuer is left alone for this long; the calls meanwhile are refused at once. */
const restMs = 2_000

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>

/** Finds the key of a token, as `jwtVerify` asks for it. */
export type KeySource = (...args: Parameters<RemoteKeys>) => ReturnType<RemoteKeys>

/**
 * Remote keys with two guards that jose leaves to its user: what isn't about the token is told apart as
 * `KeysUnreachable`, and a dead issuer isn't asked again on every call (jose's cooldown counts from the last
 * fetch that worked, so it doesn't bound the ones that fail).
 * @param clock monotonic milliseconds
 */
export function holdBack(remote: RemoteKeys, clock: () => number = () => performance.now()): KeySource {
  let restUntil = Number.NEGATIVE_INFINITY
  return async (header, token) => {
    const resting = clock() < restUntil
    try {
      return await (resting ? withoutFetching(remote) : remote)(header, token)
    } catch (error) {
      if (aboutTheToken(error) && !(resting && error instanceof errors.JWKSNoMatchingKey)) throw error
      if (!resting) restUntil = clock() + restMs
      throw new KeysUnreachable('the keys could not be fetched', { cause: error })
    }
  }
}

function withoutFetching(remote: RemoteKeys): KeySource {
  const known = remote.fresh ? remote.jwks() : undefined
  if (!known) throw new KeysUnreachable('the last fetch of the keys failed')
  return createLocalJWKSet(known)
}

function aboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  )
}
