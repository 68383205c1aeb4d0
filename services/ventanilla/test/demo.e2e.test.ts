import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { nationalCalendar } from '@ventanilla/calendar'
import { startEmbeddedPostgres } from '@ventanilla/database/embedded'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Summary } from '../src/demo/summary.ts'
import { generateSample } from '../src/sample.ts'
import { startVerb } from './run-verb.ts'

const MINUTES = 60_000
let folder: string
let sample: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-demo-'))
  sample = join(folder, 'muestra.csv')
  await writeFile(sample, generateSample({ seed: 11, filings: 90, months: 4, calendar: nationalCalendar() }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const demo = (data: string, env: Record<string, string> = {}, filings = sample) =>
  startVerb(['demo', '--data', data, '--filings', filings, '--json'], env)
const summaryOf = async (data: string): Promise<Summary> =>
  JSON.parse(await readFile(join(data, 'demo', 'summary.json'), 'utf8'))
const told = ({ seconds, ...summary }: Summary) => ({ ...summary, seconds: typeof seconds })
const extractsOf = (data: string, { extracts }: Summary) =>
  Promise.all(extracts.map(({ file }) => readFile(join(data, file))))

describe('the main job', () => {
  it('runs from the filing to the extract, and a second run changes nothing', {
    timeout: 8 * MINUTES,
  }, async () => {
    const data = join(folder, 'whole')
    const first = await demo(data).ended
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

    const second = await demo(data).ended
    expect(second.code, second.stderr).toBe(0)
    const again = await summaryOf(data)
    expect(again.filings).toMatchObject({ accepted: 0, repeated: 90 })
    const { filings: _, ...rest } = told(summary)
    const { filings: __, ...restAgain } = told(again)
    expect(restAgain).toEqual(rest)
    expect(await extractsOf(data, again)).toEqual(await extractsOf(data, summary))
  })

  it('killed again and again, it goes on where it was: nothing lost, no effect twice', {
    timeout: 10 * MINUTES,
  }, async () => {
    const data = join(folder, 'killed')
    // In another zone, which must not matter either.
    const env = { TZ: 'Asia/Tokyo' }
    for (const share of [15, 45, 80]) {
      const { child, output, ended } = demo(data, env)
      const reached = async () => {
        while (child.exitCode === null) {
          const percents = [...output().stderr.matchAll(/\((\d+) %\)/g)].map(([, percent]) => Number(percent))
          if (Math.max(0, ...percents) >= share) return true
          await wait(20)
        }
        return false
      }
      expect(await reached(), output().stderr).toBe(true)
      child.kill('SIGKILL')
      await ended
    }
    const last = await demo(data, env).ended
    expect(last.code, last.stderr).toBe(0)
    const whole = await summaryOf(join(folder, 'whole'))
    const killed = await summaryOf(data)
    expect(killed.filings.accepted + killed.filings.repeated).toBe(90)
    expect(killed.filings.repeated).toBeGreaterThan(0)
    const { filings: _, ...expected } = told(whole)
    const { filings: __, ...actual } = told(killed)
    expect(actual).toEqual(expected)
    expect(await extractsOf(data, killed)).toEqual(await extractsOf(join(folder, 'whole'), whole))
  })

  it('lists the lines that can’t be filed, files the others, and tells what differs', {
    timeout: 5 * MINUTES,
  }, async () => {
    const data = join(folder, 'bad')
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
    const { code, stderr } = await demo(data, {}, file).ended
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
    const data = join(folder, 'none')
    const { code, stderr } = await demo(data, {}, join(folder, 'no-existe.csv')).ended
    expect(code).toBe(2)
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'filings-unusable', field: 'filings' } })
  })
})

it('leaves no PostgreSQL behind', async () => {
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'whole', 'postgres') })
  expect(postgres.adopted).toBe(false)
  await postgres.stop()
})
