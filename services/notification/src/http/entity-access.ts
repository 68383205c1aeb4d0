import { type Caller, problem } from '@ventanilla/http-kit'

/** A token that is bound to an entity sees that one's messages and no others. @throws scope-missing */
export function assertEntity({ entity }: Caller, asked: string): void {
  if (entity !== undefined && entity !== asked)
    throw problem('scope-missing', { detail: 'El token es de otra entidad.' })
}

/** @throws scope-missing */
export function assertAdmin({ scopes }: Caller): void {
  if (scopes.includes('admin')) return
  throw problem('scope-missing', {
    detail: 'La identidad de a quién se escribió está reservada.',
    extra: { scopes: ['admin'] },
  })
}

/** The person who asks; undefined for an application that acts for itself. */
export function personOf({ client, subject }: Caller): string | undefined {
  return subject === client ? undefined : subject
}

export function actorOf(caller: Caller): string {
  const person = personOf(caller)
  return person === undefined ? `client:${caller.client}` : `user:${person}`
}
