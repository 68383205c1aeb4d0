import { setTimeout as sleep } from 'node:timers/promises'
import type { TcpProxy } from '@ventanilla/testing'
import type { Installation, Member } from '../installation.ts'
import type { Context, Outcome, Scenario } from '../scenario.ts'
import { underLoad } from '../under-load.ts'
import { until } from '../until.ts'

type Server = 'postgres' | 'kafka' | 'redis'
type Harm = 'reset' | 'end' | 'delay' | 'blackhole' | 'client-half-open' | 'server-half-open' | 'lost-commit'

const SERVERS: readonly Server[] = ['postgres', 'kafka', 'redis']
const HARMS: readonly Harm[] = ['reset', 'end', 'delay', 'blackhole', 'client-half-open', 'server-half-open']
/** How long what lasts does last, milliseconds. */
const LASTS = { short: [300, 1_200], long: [1_000, 9_000] } as const
const ROUNDS = { short: 1, long: 8 }
/** A group commit, as it crosses the wire: answered only when it is on disk. */
const COMMIT = 'log.write'
const PATIENCE_MS = 5_000

/** Every harm that a network does, to every server, in an order of the seed; then everything is counted. */
export const network: Scenario = {
  name: 'network',
  what: 'connections to PostgreSQL, Kafka and Redis are cut, delayed, swallowed, half closed, and lost after COMMIT',
  run: (context) =>
    underLoad(context, { meanwhile: ({ installation }) => harmAgainAndAgain(context, installation) }),
}

async function harmAgainAndAgain(context: Context, installation: Installation): Promise<Outcome> {
  const { short, random, say } = context
  const form = short ? 'short' : 'long'
  const done = new Map<string, number>()
  const faults: string[] = []
  for (let round = 1; round <= ROUNDS[form]; round++) {
    for (const [server, harm] of shuffled(everyHarm(), random)) {
      const member = victim(installation, harm, random)
      const way = server === 'postgres' ? member.database : installation[server]
      const [from, to] = LASTS[form]
      const lastsMs = from + (to - from) * random()
      if (await happens(way, harm, lastsMs)) done.set(harm, (done.get(harm) ?? 0) + 1)
      else faults.push(`${harm} to ${server} met no connection: nothing was tried`)
      await sleep(200 + 300 * random())
    }
    if (!short) say(`  ${round} of ${ROUNDS[form]} rounds`)
  }
  const ways = [
    installation.kafka,
    installation.redis,
    ...installation.members.map(({ database }) => database),
  ]
  return {
    faults,
    figures: {
      ...Object.fromEntries(done),
      'connections made': ways.reduce((sum, { connections }) => sum + connections.made, 0),
      'bytes swallowed': ways.reduce((sum, { swallowed }) => sum + swallowed, 0),
    },
  }
}

const everyHarm = (): (readonly [Server, Harm])[] => [
  ...SERVERS.flatMap((server) => HARMS.map((harm) => [server, harm] as const)),
  ...Array.from({ length: 4 }, () => ['postgres', 'lost-commit'] as const),
]

/** Commits are lost where clients wait for them: intake has one under way at every moment. */
function victim({ members }: Installation, harm: Harm, random: () => number): Member {
  const there = harm === 'lost-commit' ? members.filter(({ service }) => service === 'intake') : members
  return there[Math.floor(random() * there.length)] as Member
}

/** Does it, lets it last, and mends it. @returns whether there was anything that it was done to */
async function happens(way: TcpProxy, harm: Harm, lastsMs: number): Promise<boolean> {
  // What an earlier harm ended is made again a moment later.
  if (!(await until(() => way.connections.open > 0, PATIENCE_MS))) return false
  const before = way.swallowed
  switch (harm) {
    case 'reset':
    case 'end':
      way.cut(harm)
      return true
    case 'lost-commit':
      return Promise.race([way.cutAfter({ client: COMMIT }).then(() => true), sleep(PATIENCE_MS, false)])
    case 'delay':
      way.delay(50 + lastsMs / 4)
      break
    case 'blackhole':
      way.blackhole()
      break
    default:
      way.halfOpen(harm === 'client-half-open' ? 'client' : 'server')
  }
  await sleep(lastsMs)
  const met = harm !== 'blackhole' || (await until(() => way.swallowed > before, PATIENCE_MS))
  way.heal()
  return met
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
