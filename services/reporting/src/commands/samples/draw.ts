import { createHmac, type KeyObject } from 'node:crypto'
import { isRefusal, type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { type Entity, type Procedure, procedureOn } from '@ventanilla/procedures'
import type { BusinessClock } from '@ventanilla/runtime'
import { type SampleDrawn, sampleDecider } from '../../domain/sample/decider.ts'
import { type Month, nextMonth, parseMonth, previousMonth } from '../../domain/sample/month.ts'
import { sampleSize } from '../../domain/sample/size.ts'
import type { Reached } from '../../reactions/reached.ts'
import { commitmentTo, drawn, populationSum } from './keys.ts'
import { endedIn } from './population.ts'
import { readSample, type SampleName, type StoredSample, sampleId, sampleStream } from './stored.ts'

export interface DrawDeps {
  readonly log: EventLog
  readonly clock: BusinessClock
  readonly reached: Pick<Reached, 'instant'>
  readonly entities: ReadonlyMap<string, Entity>
  /** What the keys of samples derive from: nobody who works on cases knows it. */
  readonly trackingSecret: string | KeyObject
}

export type DrawRefusal = Refusal<
  'bad-month' | 'sample-not-asked' | 'month-not-over' | 'journal-behind' | 'sample-empty'
>

/**
 * Draws the sample of a month, or gives the one that was drawn. Nobody chooses it: which cases there are follows from
 * what happened before the month was over, and the key that places them was promised, by its hash, with the sample of the
 * month before.
 */
export async function drawSample(
  deps: DrawDeps,
  { actor, ...name }: SampleName & { actor: string },
): Promise<{ isNew: boolean; sample: StoredSample } | DrawRefusal> {
  const id = sampleId(name)
  const before = await readSample(deps.log, id)
  if (before) return { isNew: false, sample: before }
  const month = parseMonth(name.month)
  if (!month) return refuse('bad-month', { field: 'body.month', detail: 'Es un mes, como 2027-02.' })
  const procedure = asking(deps, name, month)
  if (!procedure?.sample) return refuse('sample-not-asked', { field: 'body.procedure' })
  const early = await tooEarly(deps, month)
  if (early) return early
  const facts = await factsOf(deps, name, month, { procedure, rule: procedure.sample })
  if (facts.cases.length === 0) return refuse('sample-empty', { field: 'body.month' })
  const decision = sampleDecider.decide({ type: 'Draw', facts }, sampleDecider.initial)
  if (isRefusal(decision)) throw new Error('a sample that was not drawn can be drawn')
  const stream = sampleStream(id)
  const events = decision.map(({ type, data }) => ({
    ...{ id: deriveId(stream, 'drawn'), type, at: deps.clock.now(), data: data as unknown as JsonObject },
  }))
  const { outcome } = await deps.log.write(name.entity, { appends: [{ stream, expected: 0, events, actor }] })
  const sample = await readSample(deps.log, id)
  if (!sample) throw new Error(`the sample ${id} was drawn and isn't there`)
  return { isNew: outcome === 'written', sample }
}

/** The version in force at the month's end says how many. */
function asking({ entities }: DrawDeps, name: SampleName, { last }: Month): Procedure | undefined {
  const entity = entities.get(name.entity)
  return entity && procedureOn(entity, name.procedure, last)
}

async function tooEarly(
  { clock, reached }: DrawDeps,
  { end, last }: Month,
): Promise<DrawRefusal | undefined> {
  if (clock.now() < end)
    return refuse('month-not-over', { field: 'body.month', detail: `El mes termina el ${last}.` })
  for (const source of ['intake', 'routing'] as const) {
    const instant = await reached.instant(source)
    if (instant === undefined || instant < end)
      return refuse('journal-behind', { detail: `Faltan por llegar hechos del mes, de ${source}.` })
  }
  return undefined
}

async function factsOf(
  { log, trackingSecret }: DrawDeps,
  name: SampleName,
  month: Month,
  { procedure, rule }: { procedure: Procedure; rule: NonNullable<Procedure['sample']> },
): Promise<SampleDrawn['data']> {
  const cut = await log.head(name.entity)
  const cases = await endedIn(log, { ...name, month, cut })
  const keyIn = (of: string) =>
    createHmac('sha256', trackingSecret).update(`sample ${name.entity} ${name.procedure} ${of}`).digest('hex')
  const key = keyIn(month.month)
  const before = await readSample(log, sampleId({ ...name, month: previousMonth(month.month) }))
  const { share, atLeast } = rule
  return {
    ...{ sampleId: sampleId(name), procedure: name.procedure, month: month.month, cut },
    rule: { version: procedure.version, share, atLeast },
    population: { cases: cases.length, sha256: populationSum(cases) },
    key,
    ...(before && { promised: before.state.drawn.next === commitmentTo(key) }),
    next: commitmentTo(keyIn(nextMonth(month.month))),
    cases: drawn(cases, key, sampleSize(cases.length, rule)),
  }
}

/** What drawing a sample again, from the journal and from what its fact tells, comes to. */
export interface Redrawn {
  readonly samePopulation: boolean
  readonly sameCases: boolean
}

export async function redraw(
  log: Pick<EventLog, 'read'>,
  { entity, state: { drawn: facts } }: StoredSample,
): Promise<Redrawn> {
  const month = parseMonth(facts.month)
  if (!month) throw new Error(`${facts.month} is no month`)
  const cases = await endedIn(log, { entity, procedure: facts.procedure, month, cut: facts.cut })
  const again = drawn(cases, facts.key, sampleSize(cases.length, facts.rule))
  return {
    samePopulation: populationSum(cases) === facts.population.sha256,
    sameCases: JSON.stringify(again) === JSON.stringify(facts.cases),
  }
}
