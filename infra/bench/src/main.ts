import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freshDatabase } from '@ventanilla/testing'
import { append } from './append.ts'
import { measure, type Result } from './bench.ts'

const benches = [append]

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

const settings = await (async () => {
  await using one = await freshDatabase({ prefix: 'bench' })
  return one.database.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit',
     'full_page_writes', 'shared_buffers', 'max_connections') order by name`,
  )
})()
const machine = {
  cpus: cpus().length,
  model: cpus()[0]?.model ?? '',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  postgres: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
}
console.log(JSON.stringify(machine))

const rows: Result[] = []
for (const bench of chosen) {
  console.log(`${bench.name}: ${bench.what}`)
  rows.push(await measure(bench, Number(values.rounds), console.log))
}
const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
const folder = join(values.data, 'bench')
mkdirSync(folder, { recursive: true })
writeFileSync(
  join(folder, 'results.json'),
  `${JSON.stringify({ commit: git('rev-parse', 'HEAD'), date: new Date().toISOString(), machine, rows }, null, 2)}\n`,
)

console.table(
  Object.fromEntries(
    rows.map(({ name, ratio, min, max, gate, aim, ours, baseline, unit }) => [
      name,
      {
        ratio: ratio.toFixed(2),
        range: `${min.toFixed(2)}–${max.toFixed(2)}`,
        gate,
        aim,
        ours: Math.round(ours),
        baseline: Math.round(baseline),
        unit,
      },
    ]),
  ),
)
const missed = rows.filter(({ ratio, gate }) => ratio < gate)
for (const { name, ratio, gate } of missed) console.error(`${name}: ${ratio.toFixed(2)} < ${gate}`)
process.exit(missed.length > 0 ? 1 : 0)
