import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { nationalCalendar } from '@ventanilla/calendar'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Summary } from '../src/demo/summary.ts'
import { generateSample } from '../src/sample.ts'
import { TOPOLOGIES, type Topology } from '../src/topology.ts'
import { type InTopology, inTopology } from './in-topology.ts'
import { processesOf, serverRuns } from './living-processes.ts'
import { startVerb } from './run-verb.ts'

const MINUTES = 60_000
let folder: string
let sample: string
/** What each topology made of the sample: the same. */
const results = new Map<Topology, { summary: Summary; extracts: readonly Buffer[] }>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-demo-'))
  sample = join(folder, 'muestra.csv')
  await writeFile(sample, generateSample({ seed: 11, filings: 90, months: 4, calendar: nationalCalendar() }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const demo = (data: string, how: Pick<InTopology, 'args' | 'env'>, filings = sample) =>
  startVerb(['demo', '--data', data, '--filings', filings, '--json', ...how.args], how.env)
const summaryOf = async (data: string): Promise<Summary> =>
  JSON.parse(await readFile(join(data, 'demo', 'summary.json'), 'utf8'))
const told = ({ seconds, ...summary }: Summary) => ({ ...summary, seconds: typeof seconds })
const extractsOf = (data: string, { extracts }: Summary) =>
  Promise.all(extracts.map(({ file }) => readFile(join(data, file))))

/** The processes of services that a demo on this data folder started, or of one service. */
async function servicesOf(data: string, service = '[\\w-]+'): Promise<number[]> {
  const main = new RegExp(`services/(?!ventanilla)${service}/src/main\\.ts$`)
  const all = await processesOf('VENTANILLA_TEST_MARK', data)
  return all.filter(({ command }) => command.some((word) => main.test(word))).map(({ pid }) => pid)
}

/** Waits until the demo has done so much of its file. */
async function untilDone(percent: number, { child, output }: ReturnType<typeof demo>): Promise<void> {
  while (child.exitCode === null) {
    const percents = [...output().stderr.matchAll(/\((\d+) %\)/g)].map(([, reached]) => Number(reached))
    if (Math.max(0, ...percents) >= percent) return
    await wait(20)
  }
  throw new Error(`it ended before ${percent} %: ${output().stderr}`)
}

describe.each(TOPOLOGIES)('the main job, %s', (topology) => {
  it('runs from the filing to the extract, and a second run changes nothing', {
    timeout: 12 * MINUTES,
  }, async () => {
    await using how = await inTopology(topology)
    const data = join(folder, `whole-${topology}`)
    const first = await demo(data, how).ended
    expect(first.code, first.stderr).toBe(0)
    const summary = await summaryOf(data)
    expect(JSON.parse(first.stdout)).toEqual(summary)
    expect(summary.filings).toMatchObject({ accepted: 90, refused: 0, repeated: 0, flagged: [], untold: [] })
    expect(summary.due).toMatchObject({ compared: 90, differing: 0 })
    expect(summary.answers.inTime + summary.answers.late + summary.answers.open).toBe(90)
    expect(summary.messages.requested).toBeGreaterThanOrEqual(
      90 + summary.answers.inTime + summary.answers.late,
    )
    expect(summary.messages.sent).toBe(summary.messages.requested)
    expect(summary.messages.received).toBe(summary.messages.sent)
    expect(summary.extracts.length).toBeGreaterThanOrEqual(2)
    const extracts = await extractsOf(data, summary)
    results.set(topology, { summary, extracts })

    const second = await demo(data, how).ended
    expect(second.code, second.stderr).toBe(0)
    const again = await summaryOf(data)
    expect(again.filings).toMatchObject({ accepted: 0, repeated: 90 })
    const { filings: _, ...rest } = told(summary)
    const { filings: __, ...restAgain } = told(again)
    expect(restAgain).toEqual(rest)
    expect(await extractsOf(data, again)).toEqual(extracts)
  })

  it('killed again and again, it goes on where it was: nothing lost, no effect twice', {
    timeout: 15 * MINUTES,
  }, async () => {
    // As a user has it, with a broker of its own to be found again; where there can be two, two of each service.
    await using how = await inTopology(topology, { replicas: 2, ownKafka: true })
    const data = join(folder, `killed-${topology}`)
    // In another zone, which must not matter either.
    const env = { ...how.env, TZ: 'Asia/Tokyo', VENTANILLA_TEST_MARK: data }
    for (const share of [15, 80]) {
      const run = demo(data, { ...how, env })
      await untilDone(share, run)
      run.child.kill('SIGKILL')
      await run.ended
      // Those of the services end by themselves, or the next run would be one of several.
      await expect.poll(() => servicesOf(data), { timeout: 30_000 }).toEqual([])
    }
    const last = demo(data, { ...how, env })
    if (topology === 'distributed') {
      await untilDone(90, last)
      for (const service of ['routing', 'sla-clock']) {
        const [victim] = await servicesOf(data, service)
        process.kill(victim ?? 0, 'SIGKILL')
      }
    }
    const { code, stderr } = await last.ended
    expect(code, stderr).toBe(0)
    const whole = results.get(topology)
    if (!whole) throw new Error('the whole run left nothing to compare with')
    const killed = await summaryOf(data)
    expect(killed.filings.accepted + killed.filings.repeated).toBe(90)
    expect(killed.filings.repeated).toBeGreaterThan(0)
    const { filings: _, ...expected } = told(whole.summary)
    const { filings: __, ...actual } = told(killed)
    expect(actual).toEqual(expected)
    expect(await extractsOf(data, killed)).toEqual(whole.extracts)
    expect(await servicesOf(data)).toEqual([])
    for (const server of ['kafka', 'redis'] as const) expect(await serverRuns(data, server)).toBe(false)
  })

  it('lists the lines that can’t be filed, files the others, and tells what differs', {
    timeout: 8 * MINUTES,
  }, async () => {
    await using how = await inTopology(topology)
    const data = join(folder, `bad-${topology}`)
    const file = join(folder, 'mala.csv')
    const rows = [
      'row,filed_on,theme,request_class,term_days,day_unit,extension_days,total_days,due_on,answered_on,state,timeliness,channel',
      '1,2026-03-02,Cartera,RECLAMO,15,DIAS HABILES,0,15,2026-03-24,2026-03-20,FINALIZADO,OPORTUNO,VIRTUAL',
      '2,2026-02-30,Cartera,RECLAMO,15,DIAS HABILES,0,15,2026-03-24,2026-03-20,FINALIZADO,OPORTUNO,VIRTUAL',
      '3,2026-03-02,Cartera,QUEJA,15,DIAS HABILES,0,15,2026-03-25,,ABIERTO,A TIEMPO,VIRTUAL',
      '4,2026-03-02,Cartera,SOLICITUD DE INFORMACION,10,DIAS CALENDARIO,0,10,2026-03-12,2026-03-13,FINALIZADO,NO OPORTUNO,PRESENCIAL',
      '5,2026-03-02,Cartera,QUEJA,15,DIAS HABILES,16,31,2026-04-17,2026-04-01,FINALIZADO,OPORTUNO,VIRTUAL',
      '6,2026-03-04,Cartera,QUEJA,15,DIAS HABILES,0,15,2026-03-26,2026-03-03,FINALIZADO,OPORTUNO,VIRTUAL',
      '7,2026-03-04,Cartera,QUEJA,,,3650,,,2026-03-05,FINALIZADO,OPORTUNO,VIRTUAL',
      `8,2026-03-04,${'x'.repeat(200)},QUEJA,15,DIAS HABILES,0,15,,,ABIERTO,A TIEMPO,VIRTUAL`,
    ]
    await writeFile(file, `${rows.join('\n')}\n`)
    const { code, stderr } = await demo(data, how, file).ended
    expect(code, stderr).toBe(3)
    const { filings, due, answers } = await summaryOf(data)
    expect(filings).toMatchObject({ accepted: 6, refused: 2 })
    expect(filings.refusals).toMatchObject([
      { line: 3, row: '2', code: 'date-invalid' },
      { line: 9, row: '8', code: 'validation-failed', reason: expect.stringMatching(/^theme: /) },
    ])
    expect(filings.untold).toMatchObject([{ line: 8, row: '7', code: 'term-too-long' }])
    expect(filings.flagged).toEqual([
      { row: '5', code: 'extension-beyond-double' },
      { row: '6', code: 'answered-before-filed' },
    ])
    expect(due).toMatchObject({
      compared: 5,
      differing: 1,
      differences: [{ row: '3', official: '2026-03-25', computed: '2026-03-24' }],
    })
    expect(answers).toEqual({ inTime: 4, late: 1, open: 1 })
  })

  it('says what is wrong with a file that can’t be read, and leaves nothing running', async () => {
    const data = join(folder, `none-${topology}`)
    const how = { args: ['--topology', topology], env: {} }
    const { code, stderr } = await demo(data, how, join(folder, 'no-existe.csv')).ended
    expect(code).toBe(2)
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'filings-unusable', field: 'filings' } })
  })
})

it('both topologies make the same of the same file: every read model, every byte of an extract', () => {
  const [embedded, distributed] = TOPOLOGIES.map((topology) => results.get(topology))
  if (!embedded || !distributed) throw new Error('a topology has no result')
  expect(told(distributed.summary)).toEqual(told(embedded.summary))
  expect(distributed.extracts).toEqual(embedded.extracts)
})

it('a data folder goes on in the other topology, and all stays as it was', {
  timeout: 8 * MINUTES,
}, async () => {
  const data = join(folder, 'bad-embedded')
  const before = await summaryOf(data)
  for (const topology of ['distributed', 'embedded'] as const) {
    await using how = await inTopology(topology)
    const { code, stderr } = await demo(data, how, join(folder, 'mala.csv')).ended
    expect(code, stderr).toBe(3)
    const { filings, ...after } = told(await summaryOf(data))
    expect(filings).toMatchObject({ accepted: 0, repeated: before.filings.accepted })
    expect({ ...after, filings: before.filings }).toEqual(told(before))
  }
})

it.each(TOPOLOGIES)('leaves no PostgreSQL behind, %s', async (topology) => {
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, `whole-${topology}`, 'postgres') })
  expect(postgres.adopted).toBe(false)
  await postgres.stop()
})
