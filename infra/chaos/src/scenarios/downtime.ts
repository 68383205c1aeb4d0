import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { bogotaDate, bogotaInstant } from '@ventanilla/calendar'
import { answerCases } from '../answers.ts'
import { type DrivenTime, drivenTime } from '../driven-time.ts'
import { type Installation, install, type Member } from '../installation.ts'
import { startIssuer } from '../issuer.ts'
import { type Acknowledged, type Load, startLoad } from '../load.ts'
import { startMail } from '../mail.ts'
import type { Context, Outcome, Scenario } from '../scenario.ts'
import { openTruth } from '../settle.ts'
import { FALSE_BREACH, reachedAfter, wrongTerms } from '../terms.ts'
import { until } from '../until.ts'
import { brokenOrder, lostFilings, numberedIn, type Truth, wrongJournal, wrongModels } from '../verify.ts'

/** Who is down, with answers that it hasn't heard or that nobody has heard of. */
type Outage = 'clock' | 'routing'

interface Trial {
  outages: readonly Outage[]
  /** In the place of the clock service. */
  clock?: string
}

interface World {
  installation: Installation
  time: DrivenTime
  load: Load
  token(): string
  truth(): Promise<Truth>
}

const CASES = { short: 16, long: 400 }
const PATIENCE_MS = 180_000
/** In which a clock that doesn't wait has told all of it, and one that waits tells nothing. */
const TEMPTED_MS = 5_000
const START = bogotaInstant('2026-03-02', '08:00')
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Facts come late and deadlines pass meanwhile: nothing is told that never was. */
export const downtimes: readonly Scenario[] = [
  {
    name: 'downtime',
    what: 'the clock, then routing, is down while terms end whose answers nobody has heard: no false breach',
    run: (context) => trial(context, { outages: ['clock', 'routing'] }),
  },
  {
    name: 'control-impatient-clock',
    what: 'a clock that does not wait for what routing has yet to tell: it must write false breaches',
    control: true,
    async run(context) {
      const clock = fileURLToPath(new URL('../impatient-clock.ts', import.meta.url))
      const { faults, figures } = await trial(context, { outages: ['routing'], clock })
      // Nothing else that goes wrong is what it is to be found out by.
      return { faults: faults.filter((fault) => fault.includes(FALSE_BREACH)), figures }
    },
  },
]

async function trial(context: Context, { outages, clock }: Trial): Promise<Outcome> {
  const { dataDir, random, short } = context
  const time = drivenTime(START)
  await using mail = await startMail()
  await using issuer = await startIssuer()
  await using installation = await install({
    ...{ dataDir, replicas: 1, issuer, mail },
    environment: { BUSINESS_CLOCK: 'driven' },
    onStart: time.add,
    // What is swallowed on this way is routing's alone.
    byProxy: ['routing'],
    ...(clock !== undefined && { programs: { 'sla-clock': clock } }),
  })
  await installation.ready(PATIENCE_MS)
  await using opened = await openTruth(installation, mail)
  const addresses = () => installation.intake
  const load = startLoad({ addresses, token: issuer.token, random, clients: 3, pauseMs: 300 })
  const world: World = { installation, time, load, token: issuer.token, truth: opened.read }
  const faults: string[] = []
  for (const outage of outages) {
    context.say(`  ${outage} goes down`)
    faults.push(...(await outlast(outage, world, CASES[short ? 'short' : 'long'])))
  }
  await load.stop()
  const wrong = (truth: Truth) => [
    ...wrongTerms(truth, load.acknowledged, time.now()),
    ...wrongJournal(truth),
  ]
  // What was written by mistake stays: a control needn't be waited for.
  await until(async () => faults.length > 0 || wrong(await opened.read()).length === 0, PATIENCE_MS)
  const truth = await opened.read()
  await installation.stopServices()
  return {
    faults: [
      ...faults,
      ...load.contradictions,
      ...lostFilings(load.acknowledged, numberedIn(truth)),
      ...brokenOrder(truth),
      ...wrong(truth),
      ...(await wrongModels(opened.services)),
    ],
    figures: { acknowledged: load.acknowledged.length, ...termFigures(truth) },
  }
}

/** @returns what was told too early */
async function outlast(outage: Outage, world: World, count: number): Promise<string[]> {
  const { installation, time, load, truth } = world
  const member = theOne(installation, outage === 'clock' ? 'sla-clock' : 'routing')
  const filed = await startedTerms(world, count)
  await time.advance(later(time.now(), 3 * DAY_MS))
  if (outage === 'clock') await member.down()
  else installation.kafka.blackhole() // what it commits from here on stays with it
  const silent = time.now()
  const answered = filed.filter((_, index) => index % 2 === 0)
  await answerCases(theOne(installation, 'routing').address, answered, {
    token: world.token,
    on: bogotaDate(silent),
  })
  if (outage === 'routing') {
    await member.down()
    installation.kafka.heal()
  }
  await time.advance(later(endOf(await truth(), filed), HOUR_MS))
  await sleep(TEMPTED_MS)
  const early = outage === 'routing' ? reachedAfter(await truth(), filed, silent) : []
  member.up()
  const known = [...load.acknowledged]
  await until(
    async () => early.length > 0 || wrongTerms(await truth(), known, time.now()).length === 0,
    PATIENCE_MS,
  )
  return early
}

/** Resolves when the terms of that many new filings run. */
async function startedTerms({ load, truth, time }: World, count: number): Promise<readonly Acknowledged[]> {
  const before = load.acknowledged.length
  const filed = () => load.acknowledged.slice(before, before + count)
  const there = await until(
    async () => filed().length === count && wrongTerms(await truth(), filed(), time.now()).length === 0,
    PATIENCE_MS,
  )
  if (!there) throw new Error(`the terms of ${count} filings were not started in ${PATIENCE_MS} ms`)
  return filed()
}

/** The business instant at which the last of their terms is over. */
function endOf({ told }: Truth, filed: readonly Acknowledged[]): string {
  const cases = new Set(filed.map(({ caseId }) => caseId))
  const dues = told.flatMap((event) =>
    event.type === 'ventanilla.sla-clock.ClockStarted.v2' && cases.has(event.subject) ? [event.data.due] : [],
  )
  return later(bogotaInstant(dues.toSorted().at(-1) ?? ''), DAY_MS)
}

const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString()

function theOne({ members }: Installation, service: string): Member {
  const member = members.find((one) => one.service === service)
  if (!member) throw new Error(`there is no ${service}`)
  return member
}

function termFigures({ told }: Truth): Outcome['figures'] {
  const count = (type: string) => told.filter((event) => event.type === `ventanilla.${type}.v1`).length
  return {
    answered: count('routing.CaseAnswered'),
    met: count('sla-clock.ClockMet'),
    breached: count('sla-clock.ClockBreached'),
    warned: count('sla-clock.ClockWarned'),
  }
}
