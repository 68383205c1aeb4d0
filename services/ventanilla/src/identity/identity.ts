import { join } from 'node:path'
import { createVerifier, type Verifier } from '@ventanilla/http-kit'
import { addressOf, type Logger } from '@ventanilla/runtime'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { JSONWebKeySet } from 'jose'
import type { Provider } from 'oidc-provider'
import { type IdentityClient, identityClients } from './clients.ts'
import { createIssuer } from './issuer.ts'
import { MOUNT, mountIssuer } from './mount.ts'
import { AUDIENCE } from './scopes.ts'
import { signingKeys } from './signing-keys.ts'

export interface IdentityOptions {
  /** Where `signing-keys.json` and `clients.json` are kept, both 0600. */
  dir: string
  /**
   * Address by which everybody reaches this process, without path: 'https://ventanilla.example.gov.co'. Without it
   * the issuer is named after the port it listens on, and tokens don't outlive a change of port.
   */
  publicUrl?: string
  /** Entity that new clients, other than `admin`, are bound to. */
  entity?: string
  logger: Logger
}

export interface Identity {
  /** Answers under /oidc of whatever server it is registered on. */
  plugin: FastifyPluginAsync
  /** Accepts the tokens of this issuer, with its keys at hand. */
  verifier: Verifier
  jwks: JSONWebKeySet
  clients: readonly IdentityClient[]
  /** Its URL. @throws Error before the server listens, when no public address was given */
  issuer(): string
}

/** An OpenID provider inside the process: the embedded topology checks tokens as the distributed one does. */
export async function createIdentity({ dir, publicUrl, entity, logger }: IdentityOptions): Promise<Identity> {
  const keys = await signingKeys(join(dir, 'signing-keys.json'))
  const clients = await identityClients(join(dir, 'clients.json'), entity)
  const onError = (err: Error) => logger.error({ err }, 'the issuer failed')
  let app: FastifyInstance | undefined

  const issuer = once(() => new URL(MOUNT, publicUrl ?? addressOfOwn(app)).href)
  const provider = once<Provider>(() => createIssuer({ issuer: issuer(), keys, clients, onError }))
  const verifier = once(() => createVerifier({ issuer: issuer(), audience: AUDIENCE, jwks: keys.public }))
  if (publicUrl !== undefined) provider() // a configuration that doesn't hold shows at start

  return {
    async plugin(instance) {
      app = instance
      await instance.register(mountIssuer(provider))
    },
    verifier: { verify: (token) => verifier().verify(token) },
    jwks: keys.public,
    clients,
    issuer,
  }
}

function addressOfOwn(app: FastifyInstance | undefined): string {
  if (!app?.server.listening)
    throw new Error('the issuer has no address yet: give it a public one or let the server listen first')
  return addressOf(app.server)
}

/** Keeps what it gives the first time; what throws is tried again. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
