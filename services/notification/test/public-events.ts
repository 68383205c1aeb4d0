import { assertPublic, type DataOf, type PublicEvent, type PublicType } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'

export const caseOf = (n: number) => deriveId('test case', n)
export const personOf = (n: number) => deriveId('test person', n)
export const contactOf = (n: number) => deriveId('test contact', n)
export const reasonsOf = (n: number) => deriveId('test reasons', n)
export const answerOf = (n: number) => deriveId('test answer', n)

let sequence = 0

function event<Type extends PublicType>(type: Type, n: number, at: string, data: DataOf<Type>): PublicEvent {
  const [, source = ''] = type.split('.')
  sequence += 1
  return assertPublic({
    id: deriveId('test event', type, n, at),
    type,
    source,
    entity: 'icetex',
    subject: caseOf(n),
    at,
    recordedAt: at,
    sequence,
    data,
  } as PublicEvent)
}

export interface CaseOptions {
  /** Of an extension: what whoever took it had to say. */
  flags?: string[]
  mode?: 'named' | 'anonymous' | 'reserved'
  /** Another person than the case's own number says. */
  person?: number
  texts?: boolean
}

export function filingEvents(n: number, { mode = 'named', person = n }: CaseOptions = {}): PublicEvent[] {
  const caseId = caseOf(n)
  const receivedAt = '2026-11-22T15:00:00.000Z'
  return [
    event('ventanilla.intake.FilingReceived.v1', n, receivedAt, {
      caseId,
      procedure: 'pqrsd',
      kind: 'queja',
      channel: 'virtual',
      mode,
      receivedAt,
      ...(mode === 'named' && { personRef: personOf(person), contactRef: contactOf(person) }),
      attachments: [],
      trackingHash: 'a'.repeat(64),
    }),
    event('ventanilla.intake.FilingNumbered.v1', n, receivedAt, {
      caseId,
      radicado: `ICX-2026-${String(n).padStart(6, '0')}`,
      number: n,
      series: 'icetex/2026',
      numberedAt: receivedAt,
    }),
    ...clockEvents(n),
  ]
}

function clockEvents(n: number): PublicEvent[] {
  return [clockStarted(n, 'legal', '2026-12-14')]
}

export function clockStarted(n: number, clock: string, due: string): PublicEvent {
  return event('ventanilla.sla-clock.ClockStarted.v2', n, '2026-11-22T15:00:00.200Z', {
    clockId: deriveId('test clock', n, clock),
    caseId: caseOf(n),
    clock,
    regime: 'ley-1755',
    amount: 15,
    unit: 'business-days',
    received: '2026-11-22',
    source: 'Ley 1437 de 2011, artículo 14',
    calendar: { id: 'co', version: 'co@1' },
    due,
  })
}

/** All that may be told of a clock that is no business of the person. */
export function insideEvents(n: number, clock: string): PublicEvent[] {
  const [at, on, due] = ['2026-11-26T15:00:00.000Z', '2026-11-26', '2026-11-25']
  const about = { clockId: deriveId('test clock', n, clock), caseId: caseOf(n) }
  return [
    clockStarted(n, clock, due),
    event('ventanilla.sla-clock.ClockWarned.v1', n, at, { ...about, rung: 'rojo', due }),
    event('ventanilla.sla-clock.ClockExtended.v1', n, at, { ...about, amount: 1, on, due, flags: [] }),
    event('ventanilla.sla-clock.ClockPaused.v1', n, at, { ...about, on, reason: 'Petición incompleta' }),
    event('ventanilla.sla-clock.ClockResumed.v1', n, at, { ...about, on, reason: 'Se completó', due }),
    event('ventanilla.sla-clock.ClockBreached.v1', n, at, { ...about, due }),
    event('ventanilla.sla-clock.ClockMet.v1', n, at, { ...about, on, due, late: true }),
    event('ventanilla.sla-clock.ClockCancelled.v1', n, at, { ...about, on, reason: 'Radicada dos veces' }),
  ]
}

export function extensionEvent(
  n: number,
  at: string,
  due: string,
  { texts = true, flags = [] }: CaseOptions = {},
): PublicEvent {
  return event('ventanilla.sla-clock.ClockExtended.v1', n, at, {
    clockId: deriveId('test clock', n, 'legal'),
    caseId: caseOf(n),
    amount: 15,
    on: at.slice(0, 10),
    due,
    ...(texts && { reasonRef: reasonsOf(n) }),
    flags,
  })
}

export function recountEvent(n: number, at: string, before: string | null, due: string | null): PublicEvent {
  return event('ventanilla.sla-clock.ClockRecounted.v1', n, at, {
    clockId: deriveId('test clock', n, 'legal'),
    caseId: caseOf(n),
    ...{ on: at.slice(0, 10), act: 'Decreto 20 de 2026', before, due },
    ...{ from: { id: 'co', version: 'co@1' }, calendar: { id: 'cierre', version: 'cierre@1' } },
    ...{ state: due === null ? 'paused' : 'running', rung: null },
  })
}

export function answerEvent(n: number, { texts = true }: CaseOptions = {}): PublicEvent {
  return event('ventanilla.routing.CaseAnswered.v1', n, '2027-01-05T19:30:00.000Z', {
    caseId: caseOf(n),
    outcome: 'a-favor-del-usuario',
    on: '2027-01-05',
    ...(texts && { textRef: answerOf(n) }),
    flags: [],
  })
}

/** Everything that can happen to the correspondence of a case. */
export function caseEvents(n: number, options: CaseOptions = {}): PublicEvent[] {
  return [
    ...filingEvents(n, options),
    extensionEvent(n, '2026-12-11T20:00:00.000Z', '2027-01-06', options),
    extensionEvent(n, '2027-01-04T20:00:00.000Z', '2027-01-14', options),
    answerEvent(n, options),
  ]
}

const positions = { merged: 1, answered: 2, unmerged: 3 }

/** What routing tells of a case that another one goes on for, in this order. */
export function restingEvents(n: number, into: number, { texts = true }: CaseOptions = {}) {
  const caseId = caseOf(n)
  const at = (day: string) => `2026-12-${day}T15:00:00.000Z`
  const placed = (one: PublicEvent, sequence: number): PublicEvent => ({ ...one, sequence })
  return {
    merged: placed(
      event('ventanilla.routing.CaseMerged.v1', n, at('01'), {
        ...{ caseId, into: caseOf(into), on: '2026-12-01' },
      }),
      positions.merged,
    ),
    answered: placed(
      event('ventanilla.routing.MergedCaseAnswered.v2', n, at('03'), {
        ...{ caseId, with: caseOf(into), on: '2026-12-03' },
        ...(texts && { textRef: answerOf(into) }),
      }),
      positions.answered,
    ),
    unmerged: placed(
      event('ventanilla.routing.CaseUnmerged.v1', n, at('04'), {
        ...{ caseId, from: caseOf(into), on: '2026-12-04' },
      }),
      positions.unmerged,
    ),
  }
}
