import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { endWhenBrokenOff, unlessBrokenOff } from '@ventanilla/testing'
import { append } from './append.ts'
import { type Bench, figure, measure, type Result, verdict } from './bench.ts'
import { armedBytes } from './clock/armed-bytes.ts'
import { eightOClock, eightOClockP99 } from './clock/eight-oclock.ts'
import { fire } from './clock/fire.ts'
import { poll } from './clock/poll.ts'
import { dueDates } from './due-dates.ts'
import { intake, intakeP99, readFiling } from './intake.ts'
import { kafkaEffects } from './kafka-effects.ts'
import { kafkaLatency } from './kafka-latency.ts'
import { lookAtMachine } from './machine.ts'
import { memory } from './memory.ts'
import { readCase } from './read-case.ts'
import { rebuild } from './rebuild.ts'
import { snapshot } from './snapshot.ts'

const benches: readonly Bench[] = [
  intake,
  intakeP99,
  readFiling,
  readCase,
  kafkaLatency,
  kafkaEffects,
  append,
  snapshot,
  poll,
  fire,
  eightOClock,
  eightOClockP99,
  armedBytes,
  rebuild,
  memory,
  dueDates,
]

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: process.env.ONLY ?? '' },
    rounds: { type: 'string', default: process.env.ROUNDS ?? '5' },
    data: { type: 'string', default: process.env.DATA ?? '.ventanilla' },
  },
})
const chosen = benches.filter(({ name }) => !values.only || name === values.only)
if (chosen.length === 0) {
  console.error(`No hay una medición «${values.only}». Hay: ${benches.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

endWhenBrokenOff()
const { machine, postgres } = await lookAtMachine()
console.log(JSON.stringify(machine))

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const folder = join(values.data, 'bench')
mkdirSync(folder, { recursive: true })
const file = join(folder, 'results.json')
const commit = git('rev-parse', 'HEAD')
const order = benches.map(({ name }) => name)
// What was measured before stands beside it, if that was of the same commit.
const before = readResults(file)
let all = before?.commit === commit ? before.rows : []

/** At once: whoever breaks it off keeps what was measured. */
function keep(row: Result): void {
  all = [...all.filter(({ name }) => name !== row.name), row].sort(
    (a, b) => order.indexOf(a.name) - order.indexOf(b.name),
  )
  writeFileSync(
    file,
    `${JSON.stringify({ commit, date: new Date().toISOString(), machine, rows: all }, null, 2)}\n`,
  )
}

const rows: Result[] = []
let unmeasured = 0
for (const bench of chosen) {
  console.log(`${bench.name}: ${bench.what}`)
  const row = await measure(bench, Number(values.rounds), postgres, console.log).catch(
    async (error: unknown) => {
      await unlessBrokenOff()
      unmeasured += 1
      console.error(`${bench.name}: not measured. ${error instanceof Error ? error.message : error}`)
    },
  )
  await unlessBrokenOff()
  if (!row) continue
  if (Object.keys(row.settings).length > 0) console.log(`  ${JSON.stringify(row.settings)}`)
  rows.push(row)
  keep(row)
}

function readResults(path: string): { commit: string; rows: Result[] } | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

function marksOf({ better, gate, floor }: Result): string {
  const sign = better === 'higher' ? '≥' : '≤'
  return floor === undefined ? `${sign} ${gate}` : `${sign} ${gate}, ours ${sign} ${figure(floor)}`
}

const cells = (row: Result) => ({
  ratio: figure(row.ratio),
  range: `${figure(row.min)}–${figure(row.max)}`,
  gate: marksOf(row),
  aim: row.aim,
  ours: figure(row.ours),
  baseline: figure(row.baseline),
  unit: row.unit,
  'cpu µs/op': row.cpu ? `${figure(row.cpu.ours * 1e6)} / ${figure(row.cpu.baseline * 1e6)}` : '',
})
console.table(Object.fromEntries(rows.map((row) => [row.name, cells(row)])))
for (const row of rows) {
  const came = verdict(row)
  if (came !== 'aim')
    console.error(
      `${row.name}: ${figure(row.ratio)}, ${came === 'missed' ? `misses the gate (${marksOf(row)})` : `short of the aim of ${row.aim}`}. ${row.limits}`,
    )
}
process.exit(unmeasured > 0 || rows.some((row) => verdict(row) === 'missed') ? 1 : 0)
