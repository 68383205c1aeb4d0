export type { IdentityClient } from './clients.ts'
export { createIdentity, type Identity, type IdentityOptions } from './identity.ts'
export { AUDIENCE, SCOPES, type Scope } from './scopes.ts'
export { type AccessToken, type Credentials, obtainToken, TokenRefused, tokenSource } from './token.ts'
