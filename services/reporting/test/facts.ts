import { bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import { type DataOf, type PublicEvent, type PublicType, SERVICES } from '@ventanilla/contracts'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { createJournal } from '../src/reactions/journal.ts'

type Given<Type extends PublicType> = Partial<DataOf<Type>>

/** A publisher's facts about cases, numbered as its log would. */
export function publisher(entity = 'icetex') {
  const positions = new Map<string, number>()

  function fact<Type extends PublicType>(
    type: Type,
    subject: string,
    at: string,
    data: DataOf<Type>,
  ): PublicEvent {
    const source = SERVICES.find((service) => type.startsWith(`ventanilla.${service}.`)) ?? 'intake'
    const sequence = (positions.get(source) ?? 0) + 1
    positions.set(source, sequence)
    const id = deriveId('fact', entity, source, sequence)
    const event = { id, type, source, entity, subject, at, recordedAt: at, sequence, data, actor: 'prueba' }
    return event as unknown as PublicEvent
  }

  const on = (day: LocalDate, time = '15:00') => bogotaInstant(day, time)
  return {
    fact,
    filed: (caseId: string, receivedAt: string, more: Given<'ventanilla.intake.FilingReceived.v1'> = {}) =>
      fact('ventanilla.intake.FilingReceived.v1', caseId, receivedAt, {
        ...{ caseId, procedure: 'pqrsd', kind: 'reclamo', channel: 'virtual', mode: 'named', receivedAt },
        ...{ product: 'credito-pregrado', attachments: [], trackingHash: 'b'.repeat(64) },
        ...more,
      }),
    numbered: (caseId: string, at: string, number: number) =>
      fact('ventanilla.intake.FilingNumbered.v1', caseId, at, {
        ...{ caseId, radicado: `ICX-2024-${String(number).padStart(6, '0')}`, number },
        ...{ series: 'icetex/2024', numberedAt: at },
      }),
    opened: (caseId: string, receivedAt: string, more: Given<'ventanilla.routing.CaseOpened.v2'> = {}) =>
      fact('ventanilla.routing.CaseOpened.v2', caseId, receivedAt, {
        ...{ caseId, procedure: 'pqrsd', procedureVersion: 1, family: 'pqrsd', kind: 'reclamo' },
        ...{ state: 'radicada', channel: 'virtual', receivedAt, product: 'credito-pregrado', terms: [] },
        ...more,
      }),
    assigned: (caseId: string, at: string, area: string, level = 1) =>
      fact('ventanilla.routing.CaseAssigned.v1', caseId, at, { caseId, area, level, rule: 'typification-1' }),
    answered: (caseId: string, day: LocalDate, more: Given<'ventanilla.routing.CaseAnswered.v1'> = {}) =>
      fact('ventanilla.routing.CaseAnswered.v1', caseId, on(day), { caseId, on: day, flags: [], ...more }),
    moved: (
      caseId: string,
      day: LocalDate,
      to: string,
      more: Given<'ventanilla.routing.CaseMoved.v1'> = {},
    ) =>
      fact('ventanilla.routing.CaseMoved.v1', caseId, on(day), {
        ...{ caseId, transition: to, from: 'radicada', to, reason: to, clock: 'ends', final: false, on: day },
        ...more,
      }),
    measured: (caseId: string, day: LocalDate, values: Record<string, number | boolean>) =>
      fact('ventanilla.routing.CaseMeasured.v1', caseId, on(day), {
        ...{ caseId, form: 'calificacion', values, on: day },
      }),
    classified: (caseId: string, day: LocalDate, more: Given<'ventanilla.routing.CaseClassified.v1'>) =>
      fact('ventanilla.routing.CaseClassified.v1', caseId, on(day), { caseId, ...more }),
    prioritized: (
      caseId: string,
      day: LocalDate,
      is: DataOf<'ventanilla.routing.CasePrioritySet.v1'>['is'],
      ground?: string,
    ) =>
      fact('ventanilla.routing.CasePrioritySet.v1', caseId, on(day), {
        ...{ caseId, is, on: day },
        ...(ground !== undefined && { ground }),
      }),
    /** Both sides of a merge, or of its end. */
    merged: (caseId: string, into: string, day: LocalDate) => [
      fact('ventanilla.routing.CaseMerged.v1', caseId, on(day), { caseId, into, on: day }),
      fact('ventanilla.routing.CaseAbsorbed.v1', into, on(day), { caseId: into, merged: caseId, on: day }),
    ],
    unmerged: (caseId: string, from: string, day: LocalDate) => [
      fact('ventanilla.routing.CaseUnmerged.v1', caseId, on(day), { caseId, from, on: day }),
      fact('ventanilla.routing.CaseReleased.v1', from, on(day), { caseId: from, released: caseId, on: day }),
    ],
    /** Both sides of a link, and of its end. */
    linked: (caseId: string, other: string, link: string, day: LocalDate) => [
      fact('ventanilla.routing.CaseLinked.v1', caseId, on(day), {
        ...{ caseId, other, link, side: 'from', on: day },
      }),
      fact('ventanilla.routing.CaseLinked.v1', other, on(day), {
        ...{ caseId: other, other: caseId, link, side: 'to', on: day },
      }),
    ],
    unlinked: (caseId: string, other: string, link: string, day: LocalDate) => [
      fact('ventanilla.routing.CaseUnlinked.v1', caseId, on(day), { caseId, other, link, on: day }),
      fact('ventanilla.routing.CaseUnlinked.v1', other, on(day), {
        ...{ caseId: other, other: caseId, link, on: day },
      }),
    ],
    started: (
      caseId: string,
      received: LocalDate,
      due: LocalDate,
      version = 'co@1',
      unit: DataOf<'ventanilla.sla-clock.ClockStarted.v2'>['unit'] = 'business-days',
    ) =>
      fact('ventanilla.sla-clock.ClockStarted.v2', caseId, on(received), {
        ...clockOf(caseId),
        ...{ clock: 'legal', regime: 'ley-1755', amount: 15, unit, received },
        ...{ source: 'Ley 1437 de 2011, artículo 14', calendar: { id: 'co', version }, due },
      }),
    extended: (caseId: string, day: LocalDate, amount: number, due: LocalDate, flags: string[] = []) =>
      fact('ventanilla.sla-clock.ClockExtended.v1', caseId, on(day), {
        ...clockOf(caseId),
        ...{ amount, on: day, due, flags },
      }),
    cancelled: (caseId: string, day: LocalDate, reason = 'Anulada') =>
      fact('ventanilla.sla-clock.ClockCancelled.v1', caseId, on(day), {
        ...clockOf(caseId),
        on: day,
        reason,
      }),
    paused: (caseId: string, day: LocalDate, reason = 'Petición incompleta') =>
      fact('ventanilla.sla-clock.ClockPaused.v1', caseId, on(day), { ...clockOf(caseId), on: day, reason }),
    resumed: (caseId: string, day: LocalDate, due: LocalDate, reason = 'La completó') =>
      fact('ventanilla.sla-clock.ClockResumed.v1', caseId, on(day), {
        ...clockOf(caseId),
        ...{ on: day, reason, due },
      }),
    warned: (caseId: string, day: LocalDate, rung: string, due: LocalDate) =>
      fact('ventanilla.sla-clock.ClockWarned.v1', caseId, on(day, '00:00'), {
        ...clockOf(caseId),
        rung,
        due,
      }),
    breached: (caseId: string, day: LocalDate, due: LocalDate) =>
      fact('ventanilla.sla-clock.ClockBreached.v1', caseId, on(day, '00:00'), { ...clockOf(caseId), due }),
    recounted: (caseId: string, day: LocalDate, more: Given<'ventanilla.sla-clock.ClockRecounted.v1'> = {}) =>
      fact('ventanilla.sla-clock.ClockRecounted.v1', caseId, on(day), {
        ...clockOf(caseId),
        ...{ on: day, act: 'Decreto 20 de 2024', from: { id: 'co', version: 'co@1' } },
        ...{ calendar: { id: 'cierre', version: 'cierre@1' }, before: null, due: null },
        ...{ state: 'running', rung: null },
        ...more,
      }),
    met: (caseId: string, day: LocalDate, due: LocalDate) =>
      fact('ventanilla.sla-clock.ClockMet.v1', caseId, on(day), {
        ...clockOf(caseId),
        ...{ on: day, due, late: day > due },
      }),
    requested: (caseId: string, at: string, template = 'acuse') =>
      fact('ventanilla.notification.MessageRequested.v1', caseId, at, {
        ...messageOf(caseId, template),
        ...{ template, channel: 'email', personRef: deriveId('person', caseId) },
      }),
    sent: (caseId: string, at: string, template = 'acuse') =>
      fact('ventanilla.notification.MessageSent.v1', caseId, at, {
        ...messageOf(caseId, template),
        smtpMessageId: `<${deriveId('message', caseId, template)}@ventanilla.invalid>`,
      }),
  }
}

export const caseId = (n: number | string): string => deriveId('case', n)

const clockOf = (id: string) => ({ clockId: deriveId('clock', id, 'legal'), caseId: id })
const messageOf = (id: string, template: string) => ({
  messageId: deriveId('message', id, template),
  caseId: id,
})

/** Keeps them in a journal one by one, each publisher's in its order. */
export async function keepInJournal(log: EventLog, events: readonly PublicEvent[]): Promise<void> {
  const handle = createJournal('reporting', log)
  for (const event of events) {
    const source = `${event.source}/icetex`
    const expected = await log.place('reporting', source)
    const place = { consumer: 'reporting', source, expected, next: expected + 1 }
    await handle({ source: event.source, entity: 'icetex', events: [event], places: [place] })
  }
}
