import { setTimeout as sleep } from 'node:timers/promises'
import { SERVICES } from '@ventanilla/contracts'
import { cutTails } from '@ventanilla/testing'
import type { Installation } from '../installation.ts'
import { missingOnTheWire } from '../on-the-wire.ts'
import type { Outcome, Scenario } from '../scenario.ts'
import { underLoad, type World } from '../under-load.ts'
import type { Truth } from '../verify.ts'

const BEFORE_MS = { short: 3_000, long: 15_000 }
/** Facts that are published and that those who are frozen have not heard. */
const UNHEARD_MS = 1_500
const CRASHES = { short: 1, long: 4 }
const FROZEN = ['reporting', 'notification']

/** A broker forgets what it acknowledged, and everybody has all of it all the same. */
export const lostTail: Scenario = {
  name: 'lost-tail',
  what: 'the broker is killed and the last half of every partition is gone: it is filled again from the logs',
  run: (context) => {
    const form = context.short ? 'short' : 'long'
    return underLoad(context, {
      async meanwhile({ installation }) {
        let bytes = 0
        for (let crash = 0; crash < CRASHES[form]; crash++) {
          await sleep(BEFORE_MS[form])
          bytes += await crashOnce(installation)
        }
        // Without this nothing was tried.
        const faults = bytes === 0 ? ['the broker had nothing to lose'] : []
        return { faults, figures: { crashes: CRASHES[form], 'bytes cut off': bytes } }
      },
      atRest: onTheBrokers,
    })
  },
}

/** Half of the services hear nothing of the last facts before the broker loses them. @returns bytes that it lost */
async function crashOnce(installation: Installation): Promise<number> {
  const frozen = installation.members.filter(({ service }) => FROZEN.includes(service))
  for (const member of frozen) member.kill('SIGSTOP')
  let bytes = 0
  try {
    await sleep(UNHEARD_MS)
    await installation.killKafka(async (logDir) => {
      for (const service of SERVICES) bytes += await cutTails(logDir, `ventanilla.${service}`)
    })
  } finally {
    for (const member of frozen) member.kill('SIGCONT')
  }
  return bytes
}

async function onTheBrokers({ installation }: World, { told }: Truth): Promise<Outcome> {
  const faults = await missingOnTheWire(installation.brokers(), told)
  return { faults, figures: { 'events on the brokers': told.length - faults.length } }
}
