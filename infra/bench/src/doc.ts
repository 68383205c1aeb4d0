import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { figure, type Result, verdict } from './bench.ts'

// Writes the last measurement into its page: `node infra/bench/src/doc.ts --data FOLDER`.

const PAGE = new URL('../../../docs/reference/benchmarks.md', import.meta.url)
const CAME = { aim: 'aim', gate: 'gate', missed: '**missed**' }
const [BEGIN, END] = ['<!-- results -->', '<!-- /results -->']

interface Results {
  commit: string
  date: string
  machine: { cpus: number; model: string; memoryGiB: number; node: string; postgres: Record<string, string> }
  rows: Result[]
}

const { values } = parseArgs({
  options: { data: { type: 'string', default: process.env.DATA ?? '.ventanilla' } },
})
const results: Results = JSON.parse(readFileSync(join(values.data, 'bench', 'results.json'), 'utf8'))
const page = readFileSync(PAGE, 'utf8')
const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
if (begin < 0 || end < begin) throw new Error(`the page has no ${BEGIN} … ${END}`)
writeFileSync(PAGE, `${page.slice(0, begin + BEGIN.length)}\n${text(results)}\n${page.slice(end)}`)

function text({ commit, date, machine, rows }: Results): string {
  const { cpus, model, memoryGiB, node, postgres } = machine
  const lines = [
    `${date.slice(0, 10)}, commit \`${commit.slice(0, 12)}\`: ${cpus} processors (${model}), ${memoryGiB} GiB, Node ${node.slice(1)}, PostgreSQL ${postgres.server_version} with fsync ${postgres.fsync}, synchronous_commit ${postgres.synchronous_commit}, full_page_writes ${postgres.full_page_writes}.`,
    '',
    '| row | ratio | range | gate | aim | came to | ours | baseline | unit | CPU µs an operation, ours / baseline |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(rowOf),
    '',
    ...rows.filter((row) => verdict(row) !== 'aim').map(({ name, limits }) => `- \`${name}\`: ${limits}`),
  ]
  return `\n${lines.join('\n')}\n`
}

function rowOf(row: Result): string {
  const sign = row.better === 'higher' ? '≥' : '≤'
  const floor = row.floor === undefined ? '' : `, ours ${sign} ${figure(row.floor)}`
  const cpu = row.cpu ? `${figure(row.cpu.ours * 1e6)} / ${figure(row.cpu.baseline * 1e6)}` : ''
  const cells = [
    ...[`\`${row.name}\``, figure(row.ratio), `${figure(row.min)}–${figure(row.max)}`],
    ...[`${sign} ${row.gate}${floor}`, `${sign} ${row.aim}`, CAME[verdict(row)]],
    ...[figure(row.ours), figure(row.baseline), row.unit, cpu],
  ]
  return `| ${cells.join(' | ')} |`
}
