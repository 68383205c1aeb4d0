import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation, Member } from '../installation.ts'
import type { Context, Outcome, Scenario } from '../scenario.ts'
import { underLoad } from '../under-load.ts'

/** What is ended, and at which point of its work. */
type Target = 'service' | 'after-commit' | 'in-a-batch' | 'between-publish-and-place' | 'postgres' | 'kafka'

const WEIGHTS: readonly (readonly [Target, number])[] = [
  ['service', 6],
  ['after-commit', 4],
  ['in-a-batch', 4],
  ['between-publish-and-place', 3],
  ['postgres', 2],
  ['kafka', 1],
]
const PATIENCE_MS = 3_000
const STALL_MS = 300

/** The processes of a whole installation are killed again and again while people file; then everything is counted. */
export const kills: Scenario = {
  name: 'kills',
  what: 'kill -9 of services, PostgreSQL and the broker under load: nothing acknowledged lost, no effect twice',
  run: (context) =>
    underLoad(context, {
      async meanwhile({ installation }) {
        const killed = await killAgainAndAgain(context, installation, context.short ? 24 : 200)
        return { faults: [], figures: figuresOf(killed, installation) }
      },
    }),
}

async function killAgainAndAgain(
  context: Context,
  installation: Installation,
  times: number,
): Promise<Map<Target, number>> {
  const killed = new Map<Target, number>()
  for (let n = 1; n <= times; n++) {
    const target = pick(context.random(), WEIGHTS)
    const reached = await killOne(target, context, installation)
    killed.set(reached, (killed.get(reached) ?? 0) + 1)
    if (n % 10 === 0) context.say(`  ${n} of ${times} kills`)
    await sleep(500 + 3_000 * context.random())
  }
  return killed
}

/** @returns what was ended in the end: a point that isn't reached in time makes it a plain kill */
async function killOne(target: Target, { random }: Context, installation: Installation): Promise<Target> {
  if (target === 'postgres') await installation.killPostgres()
  else if (target === 'kafka') await installation.killKafka()
  else {
    const { members } = installation
    const living = members.filter(({ pid }) => pid !== undefined)
    const member = living[Math.floor(random() * living.length)]
    if (!member) return 'service'
    const reached = await reach(target, member)
    member.kill()
    member.database.heal()
    return reached ? target : 'service'
  }
  return target
}

/** Waits for the point of its work at which a process is to die. */
async function reach(target: Target, { database, service }: Member): Promise<boolean> {
  if (target === 'service') return true
  if (target === 'between-publish-and-place') {
    // Whatever it publishes now goes out, and no place is moved for it.
    database.blackhole()
    await sleep(STALL_MS)
    return true
  }
  // Committed, and nobody here learns of it: an append of its own, or a batch of what others told.
  const pattern = target === 'after-commit' ? 'log.write' : `"consumer":"${service}"`
  const gone = database.cutAfter({ client: pattern }).then(() => true)
  return Promise.race([gone, sleep(PATIENCE_MS, false)])
}

function pick<T>(at: number, weights: readonly (readonly [T, number])[]): T {
  let left = at * weights.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [one, weight] of weights) {
    left -= weight
    if (left < 0) return one
  }
  return (weights[0] as readonly [T, number])[0]
}

function figuresOf(killed: ReadonlyMap<Target, number>, { members }: Installation): Outcome['figures'] {
  return {
    starts: members.reduce((sum, { starts }) => sum + starts, 0),
    ...Object.fromEntries([...killed].map(([target, times]) => [`killed ${target}`, times])),
  }
}
