import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { endWhenBrokenOff, unlessBrokenOff } from '@ventanilla/testing'
import { seededRandom } from '@ventanilla/ventanilla/random'
import { judge, type Scenario, type Verdict } from './scenario.ts'
import { downtimes } from './scenarios/downtime.ts'
import { heldTransactions } from './scenarios/held-transactions.ts'
import { kills } from './scenarios/kills.ts'
import { lostTail } from './scenarios/lost-tail.ts'
import { network } from './scenarios/network.ts'
import { unsafePostgres } from './scenarios/unsafe-postgres.ts'
import { witnesses } from './scenarios/witness.ts'

const scenarios: readonly Scenario[] = [
  kills,
  network,
  lostTail,
  heldTransactions,
  ...downtimes,
  ...witnesses,
  unsafePostgres,
]

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.DATA || '.ventanilla' },
    seed: { type: 'string', default: process.env.SEED || String(randomInt(2 ** 31)) },
    only: { type: 'string', default: process.env.ONLY || '' },
    short: { type: 'boolean', default: Boolean(process.env.SHORT) },
    keep: { type: 'boolean', default: Boolean(process.env.KEEP) },
  },
})
const seed = Number(values.seed)
const chosen = scenarios.filter(({ name }) => !values.only || name === values.only)
if (!Number.isInteger(seed) || chosen.length === 0) {
  console.error(
    `Uso: make chaos [SEED=número] [SHORT=1] [ONLY=${scenarios.map(({ name }) => name).join('|')}]`,
  )
  process.exit(2)
}
const short = values.short
const folder = resolve(values.data, 'chaos')
await rm(folder, { recursive: true, force: true })
console.log(
  `seed ${seed}${short ? ', the short form' : ''}; again with: make chaos SEED=${seed}${short ? ' SHORT=1' : ''}`,
)

endWhenBrokenOff()
const verdicts: Verdict[] = []
for (const scenario of chosen) {
  console.log(`${scenario.name}: ${scenario.what}`)
  const dataDir = join(folder, scenario.name)
  await mkdir(dataDir, { recursive: true })
  // Its own numbers, so that a scenario run alone does the same as among the others.
  const random = seededRandom(seed + scenarios.indexOf(scenario))
  const verdict = await judge(scenario, { dataDir, short, random, say: (line) => console.log(line) })
  await unlessBrokenOff()
  verdicts.push(verdict)
  const word = verdict.held
    ? verdict.control
      ? 'found out'
      : 'held'
    : verdict.control
      ? 'NOT FOUND OUT'
      : 'FAILED'
  console.log(`  ${word} in ${verdict.seconds} s: ${JSON.stringify(verdict.figures)}`)
  if (!verdict.control) for (const fault of verdict.faults) console.log(`  - ${fault}`)
  if (verdict.held && !values.keep) await rm(dataDir, { recursive: true, force: true })
}

const held = verdicts.every((verdict) => verdict.held)
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const machine = { cpus: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version }
const results = {
  commit: git('rev-parse', 'HEAD'),
  date: new Date().toISOString(),
  seed,
  short,
  machine,
  held,
  verdicts,
}
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
console.log(held ? 'HELD' : 'FAILED')
process.exit(held ? 0 : 1)
