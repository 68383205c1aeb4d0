import { addDays, bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import { type DataOf, type PublicEvent, type PublicType, SERVICES } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'

const FIRST_DAY = '2024-01-02'
const CASES_A_DAY = 400
const CHANNELS = ['virtual', 'telefono', 'presencial', 'correo']
const THEMES = ['Condonación', 'Desembolso', 'Estado de cuenta', 'Renovación', 'Paz y salvo']
const AREAS = ['primer-contacto', 'back-office', 'cartera']

type Told = Omit<PublicEvent, 'sequence' | 'source'>

/**
 * What the publishers tell of so many cases, in the order in which a journal hears it: a filing lives for some weeks
 * and is told of ten to fourteen times, so the facts of one day are about hundreds of cases. The same each time.
 */
export function* journal(cases: number): Generator<PublicEvent> {
  const days = new Map<LocalDate, Told[]>()
  const sequences = new Map<string, number>()
  const lives = Math.ceil(cases / CASES_A_DAY)
  for (let day = 0; day <= lives + 60; day++) {
    const today = addDays(FIRST_DAY, day)
    for (let n = day * CASES_A_DAY; n < Math.min(cases, (day + 1) * CASES_A_DAY); n++)
      for (const [on, told] of lifeOf(n, today)) {
        const its = days.get(on)
        if (its) its.push(told)
        else days.set(on, [told])
      }
    const told = (days.get(today) ?? []).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    days.delete(today)
    for (const event of told) {
      const source = SERVICES.find((service) => event.type.startsWith(`ventanilla.${service}.`)) ?? 'intake'
      const sequence = (sequences.get(source) ?? 0) + 1
      sequences.set(source, sequence)
      yield { ...event, source, sequence } as PublicEvent
    }
  }
}

function lifeOf(n: number, received: LocalDate): [LocalDate, Told][] {
  const caseId = deriveId('bench', n)
  const clockId = deriveId('clock', caseId, 'legal')
  const told: [LocalDate, Told][] = []
  function tell<Type extends PublicType>(type: Type, day: number, minute: number, data: DataOf<Type>) {
    const on = addDays(received, day)
    const clock = `${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    const at = bogotaInstant(on, clock)
    const id = deriveId('fact', caseId, told.length)
    told.push([
      on,
      { id, type, entity: 'icetex', subject: caseId, at, recordedAt: at, data, actor: 'banco' } as Told,
    ])
  }
  const minute = n % 500
  const receivedAt = bogotaInstant(
    received,
    `${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  )
  const kind = n % 3 === 0 ? 'queja' : 'reclamo'
  const channel = CHANNELS[n % CHANNELS.length] ?? ''
  const theme = THEMES[n % THEMES.length] ?? ''
  const product = 'credito-pregrado'
  const due = addDays(received, 21)
  const answeredAfter = 4 + (n % 22)
  const answered = addDays(received, answeredAfter)
  const late = answered > due
  const asked = (template: string, day: number, later: number) => {
    const messageId = deriveId('message', caseId, template)
    const personRef = deriveId('person', caseId)
    tell('ventanilla.notification.MessageRequested.v1', day, minute + later, {
      ...{ messageId, caseId, template, channel: 'email', personRef },
    })
    tell('ventanilla.notification.MessageSent.v1', day, minute + later + 1, {
      ...{ messageId, caseId, smtpMessageId: `<${messageId}@ventanilla.invalid>` },
    })
  }
  tell('ventanilla.intake.FilingReceived.v1', 0, minute, {
    ...{ caseId, procedure: 'pqrsd', kind, channel, mode: 'named', receivedAt, theme, product },
    ...{ personRef: deriveId('person', caseId), textRef: deriveId('text', caseId), attachments: [] },
    trackingHash: caseId.replaceAll('-', '').repeat(2),
  })
  tell('ventanilla.intake.FilingNumbered.v1', 0, minute, {
    ...{ caseId, radicado: `ICX-2024-${String(n).padStart(7, '0')}`, number: n + 1, series: 'icetex/2024' },
    numberedAt: receivedAt,
  })
  const source = 'Ley 1437 de 2011, artículo 14'
  const term = { clock: 'legal', regime: 'ley-1755', amount: 15, unit: 'business-days' } as const
  tell('ventanilla.routing.CaseOpened.v2', 0, minute + 1, {
    ...{ caseId, procedure: 'pqrsd', procedureVersion: 1, family: 'pqrsd', kind, state: 'radicada', channel },
    ...{ receivedAt, theme, product },
    terms: [{ ...term, received, source, ladder: [{ id: 'amarillo', remaining: 5 }] }],
  })
  tell('ventanilla.routing.CaseAssigned.v1', 0, minute + 1, {
    ...{ caseId, area: AREAS[n % AREAS.length] ?? '', level: 1 + (n % 3), rule: 'typification-1' },
  })
  const calendar = { id: 'co', version: 'co@1' }
  tell('ventanilla.sla-clock.ClockStarted.v2', 0, minute + 1, {
    ...{ clockId, caseId, ...term, received, source, calendar, due },
  })
  asked('acuse', 0, 2)
  if (n % 4 === 0)
    tell('ventanilla.routing.CaseMoved.v1', 2, minute, {
      ...{ caseId, transition: 'escalar', from: 'radicada', to: 'en-estudio', reason: 'requiere-area' },
      ...{ clock: 'runs', final: false, on: addDays(received, 2) },
    })
  if (answeredAfter > 14)
    tell('ventanilla.sla-clock.ClockWarned.v1', 14, 0, { clockId, caseId, rung: 'amarillo', due })
  if (late) tell('ventanilla.sla-clock.ClockBreached.v1', 22, 0, { clockId, caseId, due })
  tell('ventanilla.routing.CaseAnswered.v1', answeredAfter, minute, {
    ...{
      caseId,
      outcome: 'a-favor-del-usuario',
      on: answered,
      textRef: deriveId('answer', caseId),
      flags: [],
    },
  })
  tell('ventanilla.routing.CaseMoved.v1', answeredAfter, minute, {
    ...{ caseId, transition: 'responder', from: 'radicada', to: 'respondida', reason: 'respuesta-de-fondo' },
    ...{ clock: 'ends', final: true, on: answered },
  })
  tell('ventanilla.sla-clock.ClockMet.v1', answeredAfter, minute + 1, {
    clockId,
    caseId,
    on: answered,
    due,
    late,
  })
  asked('respuesta', answeredAfter, 2)
  return told
}
