/**
 * Who calls, as their token says.
 * - `client` the registered application (`client_id`, or Keycloak's `azp`)
 * - `subject` the person or application on whose behalf (`sub`; the client when absent)
 * - `scopes` what the token allows
 * - `entity` the public entity it is bound to, absent when to none
 */
export interface Caller {
  client: string
  subject: string
  scopes: readonly string[]
  entity?: string
}

/** Checks tokens. Throws ProblemError `token-invalid`, or `unavailable` when the keys can't be had. */
export interface Verifier {
  verify(token: string): Promise<Caller>
}
