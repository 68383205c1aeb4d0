import { type Caller, problem } from '@ventanilla/http-kit'

/** Who did it, as facts name them: a user by their subject, an application by its client. */
export function actorOf({ client, subject }: Caller): string {
  return subject === client ? `client:${client}` : `user:${subject}`
}

/** @throws ProblemError `scope-missing` when the token is bound to another entity */
export function assertEntity({ entity: bound }: Caller, entity: string): void {
  if (bound !== undefined && bound !== entity)
    throw problem('scope-missing', { detail: 'El token es de otra entidad.' })
}

/**
 * A user works on cases by the rules; only who brings filings of other systems may tell of what those did, whatever
 * the rules say. @throws ProblemError `scope-missing`
 */
export function assertMayExtend({ scopes }: Caller, recordedBy: string | undefined): void {
  const scope = recordedBy === undefined ? 'cases:work' : 'filings:write'
  if (scopes.includes(scope)) return
  const what = recordedBy === undefined ? 'prorrogar un término' : 'registrar lo que hizo otro sistema'
  throw problem('scope-missing', {
    detail: `Para ${what} hace falta el permiso «${scope}».`,
    extra: { scopes: [scope] },
  })
}
