import { join } from 'node:path'
import { nationalCalendar } from '@ventanilla/calendar'
import {
  type Entity,
  entitiesDir,
  loadEntity,
  type Procedure,
  procedureVersion,
} from '@ventanilla/procedures'
import type { CaseEvent } from '../../src/domain/events.ts'
import { timedMoves } from '../../src/domain/move/system-moves.ts'
import type { Filing } from '../../src/domain/open/openable.ts'

export const calendar = nationalCalendar()
export const icetex: Entity = loadEntity(join(entitiesDir, 'icetex'))
export const caseId = '6f1c2a6e-6a5a-5b52-8f2b-0f7f6f1e2d3c'
export const personRef = '0b8f7c3e-4f8e-5d7c-9a1b-2c3d4e5f6a7b'
export const noteRef = '1b8f7c3e-4f8e-5d7c-9a1b-2c3d4e5f6a7b'
export const textRef = '2b8f7c3e-4f8e-5d7c-9a1b-2c3d4e5f6a7b'

export function procedureOf(id: string, version = 1): Procedure {
  const procedure = procedureVersion(icetex, id, version)
  if (procedure === undefined) throw new Error(`no procedure ${id}@${version}`)
  return procedure
}
export const pqrsd = procedureOf('pqrsd')
export const publicaciones = procedureOf('publicaciones')

/** Friday 20 November 2026, ten in the morning in Bogotá. */
export const friday = '2026-11-20'
export const receivedAt = '2026-11-20T15:00:00.000Z'

export function filing(about: Partial<Filing> = {}): Filing {
  return {
    caseId,
    procedure: 'pqrsd',
    kind: 'queja',
    channel: 'virtual',
    mode: 'named',
    receivedAt,
    personRef,
    attachments: [],
    trackingHash: 'b'.repeat(64),
    ...about,
  }
}

/** A case that somebody brought to a state on the Friday it was filed. */
export function caseIn(
  procedure: Procedure,
  state: string,
  about: { kind?: string; on?: string } = {},
): CaseEvent[] {
  const kind = about.kind ?? procedure.escalation?.kinds[0] ?? procedure.kinds[0]?.id ?? ''
  const at = procedure.states.find(({ id }) => id === state)
  if (at === undefined) throw new Error(`no state ${state}`)
  const level = procedure.levels.at(-1)?.level ?? 1
  const area = level === 3 ? 'otorgamiento-productos' : 'oficina-comercial-mercadeo'
  return [
    {
      type: 'CaseOpened',
      data: {
        caseId,
        procedure: procedure.id,
        procedureVersion: procedure.version,
        family: procedure.family,
        kind,
        state: procedure.initial,
        channel: 'virtual',
        receivedAt,
        terms: [],
        personRef,
        timed: [],
      },
    },
    { type: 'CaseAssigned', data: { caseId, area, level, rule: 'typification-1' } },
    ...(state === procedure.initial
      ? []
      : [
          {
            type: 'CaseMoved' as const,
            data: {
              caseId,
              transition: 'somehow',
              from: procedure.initial,
              to: state,
              reason: 'De alguna manera',
              clock: at.clock,
              final: at.final ?? false,
              on: about.on ?? friday,
              timed: timedMoves(procedure, { kind, state }),
            },
          },
        ]),
  ]
}
