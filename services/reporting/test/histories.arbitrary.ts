import { addDays, bogotaInstant, fromDayNumber, type LocalDate, toDayNumber } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import fc from 'fast-check'
import { caseId, publisher } from './facts.ts'

const outcomes = ['a-favor-del-usuario', 'a-favor-de-la-entidad', 'parcial'] as const
const products = [
  ...['credito-pregrado', 'credito-formacion-corta', 'titulos-ahorro-educativo', 'becas-internacionales'],
]

/** Something that happens to a case so many days after the one before; another system may even tell of it backwards. */
const step = fc.record({
  days: fc.integer({ min: -3, max: 140 }),
  does: fc.constantFrom('answer', 'answer', 'withdraw', 'annul', 'reopen', 'close', 'again', 'classify'),
  outcome: fc.constantFrom(...outcomes),
  product: fc.constantFrom(...products),
})

const oneCase = fc.record({
  received: fc.integer({ min: toDayNumber('2023-10-01'), max: toDayNumber('2024-12-31') }).map(fromDayNumber),
  time: fc.constantFrom('00:00', '08:30', '23:59:59.999'),
  kind: fc.constantFrom('queja', 'reclamo', 'reclamo', 'consulta'),
  product: fc.constantFrom(...products),
  steps: fc.array(step, { maxLength: 6 }),
})

/** Facts about cases over five quarters, in the order in which intake and routing wrote them. */
export const histories: fc.Arbitrary<PublicEvent[]> = fc.array(oneCase, { maxLength: 14 }).map((cases) => {
  const tell = publisher()
  return cases.flatMap((one, n) => {
    const id = caseId(n)
    const receivedAt = bogotaInstant(one.received, one.time)
    const { kind, product } = one
    const born = [
      tell.filed(id, receivedAt, { kind, product }),
      tell.numbered(id, receivedAt, n + 1),
      tell.opened(id, receivedAt, { kind, product }),
    ]
    return [...born, ...lifeOf(tell, id, one.received, one.steps)]
  })
})

type Steps = { days: number; does: string; outcome: (typeof outcomes)[number]; product: string }[]

/** As routing tells it: a reopening only of what is over, an answer before the move that it makes. */
function lifeOf(
  tell: ReturnType<typeof publisher>,
  id: string,
  received: LocalDate,
  steps: Steps,
): PublicEvent[] {
  const events: PublicEvent[] = []
  let day = received
  let how: 'open' | 'answered' | 'ended' = 'open'
  for (const { days, does, outcome, product } of steps) {
    day = addDays(day, days)
    switch (`${does}, ${how}`) {
      case 'answer, open':
        events.push(tell.answered(id, day, { outcome }), tell.moved(id, day, 'respondida'))
        how = 'answered'
        break
      case 'close, answered':
        events.push(tell.moved(id, day, 'cerrada', { final: true }))
        break
      case 'again, answered':
      case 'again, ended':
        events.push(tell.answered(id, day, { outcome, flags: ['already-answered'] }))
        break
      case 'withdraw, open':
        events.push(tell.classified(id, day, { outcome: 'desistida' }))
        events.push(tell.moved(id, day, 'desistida', { final: true }))
        how = 'ended'
        break
      case 'annul, open':
        events.push(tell.moved(id, day, 'anulada', { final: true }))
        how = 'ended'
        break
      case 'reopen, answered':
      case 'reopen, ended':
        events.push(tell.moved(id, day, 'reabierta', { clock: 'runs', from: 'respondida' }))
        how = 'open'
        break
      default:
        if (does === 'classify') events.push(tell.classified(id, day, { product }))
    }
  }
  return events
}

/** The same facts as they may be heard: each publisher in its order, publishers one through the other. */
export function interleaved(events: readonly PublicEvent[], picks: readonly number[]): PublicEvent[] {
  const queues = [...Map.groupBy(events, ({ source, subject }) => `${source} ${subject}`).values()].map(
    (queue) => [...queue],
  )
  const heard: PublicEvent[] = []
  for (let i = 0; heard.length < events.length; i++) {
    const waiting = queues.filter((queue) => queue.length > 0)
    const next = waiting[(picks[i % Math.max(picks.length, 1)] ?? 0) % waiting.length]?.shift()
    if (next) heard.push(next)
  }
  return heard
}
