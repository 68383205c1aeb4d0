import { type Caller, problem } from '@ventanilla/http-kit'

/** A token that is bound to an entity sees that one's messages and no others. @throws scope-missing */
export function assertEntity({ entity }: Caller, asked: string): void {
  if (entity !== undefined && entity !== asked)
    throw problem('scope-missing', { detail: 'El token es de otra entidad.' })
}
