import { bogotaInstant, type LocalDate, nationalCalendar } from '@ventanilla/calendar'
import { assertPublic, type PublicEvent } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import type { Service } from '@ventanilla/runtime'
import { addBusinessDays, endOfDue } from '@ventanilla/terms'

export const ENTITY = 'icetex'
const FIRST_DAY = '2024-02-01'
const TERM = 15

/** Some cases of each of so many business days, one day after the other; so on each day some reach each rung. */
export interface Told {
  days: number
  perDay: number
}

const calendar = nationalCalendar()

export function receivedOn(day: number): LocalDate {
  return addBusinessDays(FIRST_DAY, day, calendar)
}

/** The instant at which the counted day is over that stands so many business days after the first of all receipts. */
export function endOf(day: number): string {
  return endOfDue(addBusinessDays(FIRST_DAY, day, calendar))
}

/** Lets the service hear of petitions as routing tells of them: each starts the clock of its legal term. */
export async function tellCases(service: Service, { days, perDay }: Told): Promise<void> {
  const [subscription] = service.subscriptions
  if (!subscription) throw new Error(`${service.name} hears nobody`)
  const events: PublicEvent[] = []
  for (let day = 0; day < days; day++)
    for (let n = 0; n < perDay; n++) events.push(opened(receivedOn(day), day, events.length + 1))
  const place = {
    ...{ consumer: subscription.consumer, source: `routing/${ENTITY}` },
    ...{ expected: 0, next: events.length },
  }
  const handled = await subscription.handle({ source: 'routing', entity: ENTITY, events, places: [place] })
  if (handled !== 'done') throw new Error(`${service.name} answered ${JSON.stringify(handled)}`)
  for (const projector of service.projectors) while ((await projector.step()) === true);
}

function opened(received: LocalDate, day: number, sequence: number): PublicEvent {
  const caseId = deriveId('case', day, sequence)
  const at = bogotaInstant(received, '10:00')
  const legal = {
    ...{ clock: 'legal', regime: 'ley-1755', amount: TERM, unit: 'business-days', received },
    source: 'Ley 1437 de 2011, artículo 14',
    ladder: [
      { id: 'amarillo', remaining: 8 },
      { id: 'rojo', remaining: 3 },
    ],
    ...{ pauseDay: 'counts', resumeDay: 'not-counted' },
  } as const
  return assertPublic({
    ...{ id: deriveId('opened', caseId), source: 'routing', entity: ENTITY, subject: caseId, sequence },
    ...{ at, recordedAt: at, type: 'ventanilla.routing.CaseOpened.v2' },
    data: {
      ...{ caseId, procedure: 'pqrsd', procedureVersion: 1, family: 'pqrsd', kind: 'reclamo' },
      ...{ state: 'radicada', channel: 'virtual', receivedAt: at, terms: [legal] },
    },
  } as unknown as PublicEvent)
}
