import { publish } from '@ventanilla/bus'
import type { PublicEvent } from '@ventanilla/contracts'
import type { Recorded } from '@ventanilla/event-log'
import type { Service } from '@ventanilla/runtime'
import type { Acknowledged } from './load.ts'

const PAGE = 2_000

/** What all the logs say, read from the databases and from nowhere else. */
export interface Truth {
  logs: ReadonlyMap<string, readonly Recorded[]>
  /** What each service tells the others, in the order of its log. */
  told: readonly PublicEvent[]
}

export async function readTruth(services: readonly Service[]): Promise<Truth> {
  const logs = new Map<string, Recorded[]>()
  const told: PublicEvent[] = []
  for (const { name, log, publications } of services) {
    const all: Recorded[] = []
    for (const [entity, head] of await log.heads())
      for (let after = 0; after < head; after += PAGE) all.push(...(await log.read(entity, after, PAGE)))
    logs.set(name, all)
    told.push(...all.flatMap((recorded) => publish(name, publications, recorded) ?? []))
  }
  return { logs, told }
}

/** The radicado of each case that has one. */
export function numberedIn({ told }: Truth): Map<string, string> {
  return new Map(
    told.flatMap((event) =>
      event.type === 'ventanilla.intake.FilingNumbered.v1' ? [[event.subject, event.data.radicado]] : [],
    ),
  )
}

/** Acknowledged filings that the log doesn't have as they were acknowledged. */
export function lostFilings(
  acknowledged: readonly Acknowledged[],
  numbered: ReadonlyMap<string, string>,
): string[] {
  return acknowledged
    .filter(({ caseId, radicado }) => numbered.get(caseId) !== radicado)
    .map(
      ({ key, caseId, radicado }) =>
        `${key} was acknowledged as ${radicado}: ${numbered.get(caseId) ?? 'gone'}`,
    )
}

/** Positions of each log and numbers of each series without a gap or a repeat. */
export function brokenOrder({ logs, told }: Truth): string[] {
  const faults: string[] = []
  for (const [name, log] of logs)
    for (const [entity, mine] of Map.groupBy(log, (one) => one.entity))
      mine.forEach(({ position }, index) => {
        if (position !== index + 1)
          faults.push(`${name}/${entity}: position ${position} stands at ${index + 1}`)
      })
  const numbers = told.flatMap((event) =>
    event.type === 'ventanilla.intake.FilingNumbered.v1' ? [event.data] : [],
  )
  for (const [series, mine] of Map.groupBy(numbers, (one) => one.series))
    mine.forEach(({ number }, index) => {
      if (number !== index + 1) faults.push(`${series}: number ${number} stands at ${index + 1}`)
    })
  return faults
}

/** What each filing must have brought about, once: not less, not twice. */
export function wrongEffects({ told }: Truth): string[] {
  const faults: string[] = []
  const byCase = Map.groupBy(told, ({ subject }) => subject)
  for (const [caseId, events] of byCase) {
    const count = (type: PublicEvent['type']) => events.filter((event) => event.type === type).length
    const expected: readonly (readonly [PublicEvent['type'], number])[] = [
      ['ventanilla.intake.FilingReceived.v1', 1],
      ['ventanilla.intake.FilingNumbered.v1', 1],
      ['ventanilla.routing.CaseOpened.v2', 1],
      ['ventanilla.routing.CaseAssigned.v1', 1],
      ['ventanilla.sla-clock.ClockStarted.v2', termsOf(events)],
      ['ventanilla.notification.MessageRequested.v1', 1],
      ['ventanilla.notification.MessageSent.v1', 1],
    ]
    for (const [type, times] of expected)
      if (count(type) !== times) faults.push(`${caseId}: ${count(type)} ${type}, expected ${times}`)
  }
  return faults
}

const termsOf = (events: readonly PublicEvent[]) =>
  events.flatMap((event) => (event.type === 'ventanilla.routing.CaseOpened.v2' ? event.data.terms : []))
    .length

/** The journal holds what the others told: each once, and each case in the order of each publisher. */
export function wrongJournal({ logs, told }: Truth): string[] {
  const journal = logs.get('reporting') ?? []
  const others = told.filter(({ source }) => source !== 'reporting')
  const kept = new Map(journal.map((one) => [one.id, one]))
  const faults = others.filter(({ id }) => !kept.has(id)).map(({ type, id }) => `${type} ${id} is not kept`)
  if (kept.size !== journal.length) faults.push(`${journal.length - kept.size} events are kept twice`)
  const last = new Map<string, number>()
  const positions = new Map(
    others.map(({ id, source, subject, sequence }) => [id, { source, subject, sequence }]),
  )
  for (const { id } of journal) {
    const event = positions.get(id)
    if (!event) continue
    const key = `${event.source} ${event.subject}`
    if ((last.get(key) ?? 0) >= event.sequence)
      faults.push(`${key}: ${event.sequence} is kept after a later one`)
    last.set(key, event.sequence)
  }
  return faults
}

/** Every message that was asked for reached the server under its one Message-ID. */
export function wrongMail({ told }: Truth, received: ReadonlyMap<string, number>): string[] {
  const sent = told.flatMap((event) =>
    event.type === 'ventanilla.notification.MessageSent.v1' ? [event.data.smtpMessageId] : [],
  )
  const faults = sent.filter((id) => !received.has(id)).map((id) => `${id} never reached the server`)
  const known = new Set(sent)
  faults.push(...[...received.keys()].filter((id) => !known.has(id)).map((id) => `${id} was never recorded`))
  return faults
}

/** Every read model, against the fold of the facts from the first on. */
export async function wrongModels(services: readonly Service[]): Promise<string[]> {
  const faults: string[] = []
  for (const { name, projectors } of services)
    for (const projector of projectors) {
      while (await projector.step());
      const before = await projector.digest()
      await projector.rebuild()
      if ((await projector.digest()) !== before)
        faults.push(`${name}/${projector.name} is not the fold of its events`)
    }
  return faults
}
