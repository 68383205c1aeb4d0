import type { EventLog, Stream } from '@ventanilla/event-log'
import { type Caller, problem } from '@ventanilla/http-kit'
import type { OpenCase } from '../domain/case.ts'
import { stateOf, streamOf } from './stream.ts'

export interface ReadCase {
  entity: string
  stream: Stream
  version: number
  state: OpenCase
}

/** A case from its stream. @throws ProblemError `not-found`, `scope-missing` (of another entity), `case-not-open` */
export async function readOpen(
  log: EventLog,
  { caseId, caller }: { caseId: string; caller: Caller },
): Promise<ReadCase> {
  const stream = await log.stream(streamOf(caseId))
  const { entity, version, events } = stream
  if (entity === undefined) throw problem('not-found', { detail: 'No hay un caso con ese identificador.' })
  allowEntity(caller, entity)
  const state = stateOf(events)
  if (state.status !== 'open')
    throw problem('case-not-open', {
      detail: 'Nadie ha podido abrirlo todavía; un administrador debe revisarlo.',
    })
  return { entity, stream, version, state }
}

/** A token of one entity touches no other. @throws ProblemError `scope-missing` */
export function allowEntity({ entity: own }: Caller, entity: string): void {
  if (own !== undefined && own !== entity)
    throw problem('scope-missing', { detail: 'El token es de otra entidad.' })
}
