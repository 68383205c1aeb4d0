import type { Caller } from '@ventanilla/http-kit'
import { problem } from '@ventanilla/http-kit'

/** Who did it, as facts name them: a user by their subject, an application by its client. */
export function actorOf({ client, subject }: Caller): string {
  return subject === client ? `client:${client}` : `user:${subject}`
}

/** On the public routes nobody is known. */
export const citizen = 'citizen'

/** @throws ProblemError `scope-missing` when the token is bound to another entity */
export function assertEntity({ entity: bound }: Caller, entity: string): void {
  if (bound !== undefined && bound !== entity)
    throw problem('scope-missing', { detail: 'El token es de otra entidad.', extra: { entity: bound } })
}

/** @throws ProblemError `scope-missing` unless the token has the scope */
export function assertScope({ scopes }: Caller, scope: string, detail: string): void {
  if (!scopes.includes(scope)) throw problem('scope-missing', { detail, extra: { scopes: [scope] } })
}
