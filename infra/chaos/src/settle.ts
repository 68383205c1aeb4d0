import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '@ventanilla/runtime'
import { openServices } from '@ventanilla/ventanilla/services'
import type { Installation } from './installation.ts'
import type { Load } from './load.ts'
import type { Mail } from './mail.ts'
import type { Context, Outcome } from './scenario.ts'
import {
  brokenOrder,
  lostFilings,
  numberedIn,
  readTruth,
  type Truth,
  wrongEffects,
  wrongJournal,
  wrongMail,
  wrongModels,
} from './verify.ts'

const SETTLE_MS = 240_000
const QUIET_MS = 4_000

/** Lets everything that was filed have its consequences, stops the services, and compares with what must be. */
export async function settleAndVerify(
  installation: Installation,
  load: Load,
  mail: Mail,
  { say, atRest }: Pick<Context, 'say'> & { atRest(truth: Truth): Promise<Outcome | undefined> },
): Promise<Outcome> {
  await using opened = await openTruth(installation, mail)
  say('  everything is left alone until nothing moves')
  const truth = await settled(opened.read)
  const looked = await atRest(truth)
  await installation.stopServices()
  const faults = [
    ...load.contradictions,
    ...lostFilings(load.acknowledged, numberedIn(truth)),
    ...brokenOrder(truth),
    ...wrongEffects(truth),
    ...wrongJournal(truth),
    ...wrongMail(truth, mail.received),
    ...(await wrongModels(opened.services)),
    ...(looked?.faults ?? []),
  ]
  const crossed = [...mail.received.values()].reduce((sum, times) => sum + times, 0)
  return {
    faults,
    figures: {
      facts: [...truth.logs.values()].reduce((sum, log) => sum + log.length, 0),
      messages: mail.received.size,
      'messages that crossed the wire again': crossed - mail.received.size,
      ...looked?.figures,
    },
  }
}

/** What the databases hold, whoever else reads and writes them. */
export async function openTruth({ dataDir }: Installation, { url: smtpUrl }: Mail) {
  const silent = Object.assign(Object.create(null), { warn() {}, info() {}, error() {}, debug() {} })
  const opened = await openServices({
    ...{ dataDir, smtpUrl, clock: systemClock(), calendars: [], looks: true },
    logger: silent,
  })
  return Object.assign(opened, { read: () => readTruth(opened.services) })
}

/** The facts, once every effect is there, or once nothing has moved for so long that none is to be expected. */
async function settled(read: () => Promise<Truth>): Promise<Truth> {
  const until = performance.now() + SETTLE_MS
  let before = ''
  let since = performance.now()
  for (;;) {
    const truth = await read()
    if (wrongEffects(truth).length === 0 && wrongJournal(truth).length === 0) return truth
    const now = JSON.stringify([...truth.logs].map(([name, log]) => [name, log.length]))
    if (now !== before) since = performance.now()
    before = now
    const quiet = performance.now() - since
    // A consumer that was killed is taken for dead by its group only after its session's time.
    if (quiet > 10 * QUIET_MS || performance.now() > until) return truth
    await sleep(1_000)
  }
}
