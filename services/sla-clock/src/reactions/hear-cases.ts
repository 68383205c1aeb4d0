import { createHandler } from '@ventanilla/bus'
import { bogotaDate } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import type { Append } from '@ventanilla/event-log'
import { caseStream, clockStream } from '../commands/streams.ts'
import { isLetter, isOfCase, placeOf } from '../domain/case-clocks.ts'
import { type Bench, type BenchOptions, layBench } from './bench.ts'
import { caseFact } from './case-facts.ts'
import { type Told, tellDeclared } from './declared-clocks.ts'
import { hearOn } from './hear-on.ts'
import {
  clocksOf,
  type FindProcedure,
  heardOf,
  type Opened,
  openedOf,
  restOf,
  sharedOf,
  startsOf,
} from './public-facts.ts'
import { restClocks, restsWithCase } from './rest-clocks.ts'
import { shareAnswer } from './shared-answers.ts'

/**
 * What is told of a case, by routing and of its letters by notification, reaches every clock of it. A batch is three
 * round trips: the cases, their clocks, and one write with the place. Event ids derive from what was heard, so a batch
 * that comes again changes nothing.
 */
export function createHearCases(options: BenchOptions) {
  const { log, consumer } = options
  return createHandler({ consumer, log, decide: (entity, events) => decide(options, entity, events) })
}

async function decide(options: BenchOptions, entity: string, all: readonly PublicEvent[]): Promise<Append[]> {
  const events = all.filter((event) => openedOf(event) ?? heardOf(event) ?? restOf(event) ?? sharedOf(event))
  if (events.length === 0) return []
  const bench = await layBench(options, entity, events)
  for (const event of events) {
    const opened = openedOf(event)
    const rest = restOf(event)
    const shared = sharedOf(event)
    if (opened) open(bench, opened, options.findProcedure)
    else if (rest) restClocks(bench, event, rest)
    else if (shared) shareAnswer(bench, shared, options.findProcedure)
    else hear(bench, event, options.findProcedure)
  }
  return [...bench.cases.appends(), ...bench.clocks.appends()]
}

function open(bench: Bench, event: Opened, findProcedure: FindProcedure): void {
  const { subject: caseId, entity, data, id: cause, at } = event
  const stream = caseStream(caseId)
  const { opened, held } = bench.cases.state(stream)
  if (opened) return
  const procedure = findProcedure(entity, data.procedure, data.procedureVersion)
  const born = clocksOf(event, procedure)
  bench.cases.decide(stream, { type: 'Open', opened: born }, { cause, at })
  const { calendar } = bench.inForce
  for (const start of startsOf(event, procedure, { id: calendar.id, version: calendar.version })) {
    const clock = clockStream(start.clockId)
    bench.clocks.decide(clock, { type: 'Start', start, calendar }, { cause, at })
    for (const heard of held) {
      const fact = caseFact(heard, start, procedure)
      if (fact)
        bench.clocks.decide(clock, { type: 'Hear', fact, at: heard.at, calendar }, { cause, at: heard.at })
    }
    restsWithCase(bench, caseId, clock, { cause, at })
  }
  const on = data.terms[0]?.received ?? bogotaDate(data.receivedAt)
  const known = held.filter(isOfCase)
  tellDeclared(bench, { opened: born, procedure, known, cause, opening: { at, on }, isNews: () => true })
}

function hear(bench: Bench, event: PublicEvent, findProcedure: FindProcedure): void {
  const { subject: caseId, entity, id: cause, at } = event
  const heard = heardOf(event)
  if (!heard) return
  const stream = caseStream(caseId)
  const { opened, takenBack } = bench.cases.state(stream)
  if (isLetter(heard) && takenBack?.includes(heard.letter)) return
  bench.cases.decide(stream, { type: 'Hold', caseId, heard }, { cause, at })
  if (!opened) return
  const procedure = findProcedure(entity, opened.procedure, opened.procedureVersion)
  for (const { clock, clockId, declared } of opened.clocks) {
    if (declared) continue
    const target = clockStream(clockId)
    const known = bench.clocks.state(target)
    const fact = caseFact(heard, known.start ?? { clock }, procedure)
    if (!fact) continue
    hearOn(bench, target, fact, { cause, at })
  }
  if (!isOfCase(heard)) return
  const known = bench.cases.state(stream).held.filter(isOfCase)
  const isNews: Told['isNews'] = (one) => placeOf(one) === placeOf(heard)
  tellDeclared(bench, { opened, procedure, known, cause, isNews })
}
