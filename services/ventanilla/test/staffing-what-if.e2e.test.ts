import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, bogotaInstant } from '@ventanilla/calendar'
import type { DataOf, PublicEvent, PublicType } from '@ventanilla/contracts'
import { createLogger, run, type Service, systemClock } from '@ventanilla/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { openServices } from '../src/embedded.ts'
import { runVerb } from './run-verb.ts'

const entity = 'icetex'
const AREA = 'grupo-gestion-servicio'
const ids = Array.from({ length: 20 }, () => randomUUID())
const caseId = (n: number) => ids[n] ?? ''

/** An installation that somebody else has up, with what the publishers told of some cases. */
async function up(dataDir: string, events: readonly PublicEvent[]): Promise<Service> {
  const logger = createLogger({ level: 'silent' })
  const clock = systemClock()
  const all = await openServices({ dataDir, clock, logger, calendars: [], smtpUrl: 'smtp://127.0.0.1:1' })
  onTestFinished(() => all[Symbol.asyncDispose]())
  const reporting = all.services.find(({ name }) => name === 'reporting')
  const [subscription] = reporting?.subscriptions ?? []
  if (!reporting || !subscription) throw new Error('no reporting')
  for (const [source, told] of Map.groupBy(events, (event) => event.source)) {
    const place = { consumer: subscription.consumer, source, expected: 0, next: told.length }
    await subscription.handle({ source, entity, events: told, places: [place] })
  }
  const running = await run([{ ...reporting, subscriptions: [], close: async () => {} }], {
    http: {
      title: 'Prueba',
      version: '1',
      verifier: { verify: () => Promise.reject(new Error('nobody asks')) },
    },
    ...{ port: 0, clock, logger, pollMs: 50 },
  })
  await running.settled(60_000)
  await running.close()
  return reporting
}

/** Twenty come on one Monday and leave one a business day; their term ends after ten. The last three still wait. */
function told(): PublicEvent[] {
  const events: PublicEvent[] = []
  function fact<Type extends PublicType>(type: Type, n: number, at: string, data: DataOf<Type>): void {
    const source = type.includes('intake') ? 'intake' : type.includes('routing') ? 'routing' : 'sla-clock'
    const sequence = events.filter((event) => event.source === source).length + 1
    const [id, subject] = [randomUUID(), caseId(n)]
    events.push({
      id,
      type,
      source,
      entity,
      subject,
      at,
      recordedAt: at,
      sequence,
      data,
    } as unknown as PublicEvent)
  }
  const [received, due] = ['2024-04-01', '2024-04-15']
  for (let n = 0; n < 20; n++) {
    const [id, clockId, at] = [caseId(n), randomUUID(), bogotaInstant(received, '08:00')]
    const about = { caseId: id, procedure: 'pqrsd', kind: 'reclamo', receivedAt: at } as const
    fact('ventanilla.intake.FilingReceived.v1', n, at, {
      ...{ ...about, channel: 'virtual', mode: 'named', attachments: [], trackingHash: 'b'.repeat(64) },
    })
    fact('ventanilla.routing.CaseOpened.v1', n, at, {
      ...{ ...about, procedureVersion: 1, family: 'pqrsd', state: 'radicada', channel: 'virtual', terms: [] },
    })
    fact('ventanilla.routing.CaseAssigned.v1', n, at, { caseId: id, area: AREA, level: 2, rule: 'by-hand' })
    fact('ventanilla.sla-clock.ClockStarted.v1', n, at, {
      ...{ clockId, caseId: id, clock: 'legal', regime: 'ley-1755', amount: 10, unit: 'business-days' },
      ...{ received, due, source: 'Ley 1437 de 2011, artículo 14', calendar: { id: 'co', version: 'co@1' } },
    })
    if (n >= 17) continue
    // Business days of April: from the 1st, seven calendar days for each five of them.
    const day = addDays(received, n + 2 * Math.floor(n / 5))
    const end = bogotaInstant(day, '16:00')
    fact('ventanilla.routing.CaseAnswered.v1', n, end, { caseId: id, on: day, flags: [] })
    fact('ventanilla.routing.CaseMoved.v1', n, end, {
      ...{ caseId: id, transition: 'responder', from: 'radicada', to: 'respondida', reason: 'respondida' },
      ...{ clock: 'ends', final: false, on: day },
    })
    fact('ventanilla.sla-clock.ClockMet.v1', n, end, { clockId, caseId: id, on: day, due, late: day > due })
  }
  return events
}

it('what other people in an area would have made of a month is listed from a data folder', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-staffing-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const reporting = await up(dataDir, told())
  const heads = await reporting.log.heads()
  const period = ['--from', '2024-04-01', '--to', '2024-04-30']
  const whatIf = (...args: string[]) => runVerb(['what-if', '--data', dataDir, ...args])
  const tried = (how: string, ...more: string[]) => whatIf('--staffing', `${AREA}=${how}`, ...period, ...more)

  const json = tried('1:2', '--json')
  expect(json, json.stderr).toMatchObject({ status: 0 })
  const { items, totals, areas, ...about } = JSON.parse(json.stdout)
  expect(about).toMatchObject({ entity, period: { from: '2024-04-01', to: '2024-04-30' } })
  // Eleven were answered in time, the last of them on the day it was due; twice as fast the other six were too.
  expect(totals).toMatchObject({ cases: 20, later: 0, nowInTime: 6, nowLate: 0 })
  const inTime = items.filter((item: { after: { state: string } }) => item.after.state === 'in-time')
  expect(inTime.map((item: { caseId: string }) => item.caseId).toSorted()).toEqual(
    [11, 12, 13, 14, 15, 16].map(caseId).toSorted(),
  )
  const last = items.find((item: { caseId: string }) => item.caseId === caseId(16))
  expect(last).toMatchObject({
    before: { state: 'late', endedOn: '2024-04-23' },
    after: { state: 'in-time', endedOn: '2024-04-11' },
    movedBy: -8,
  })
  expect(areas).toMatchObject([{ area: AREA, cases: 20, left: { before: 17 } }])

  const text = tried('1:2').stdout
  expect(text).toContain(
    `${caseId(16)}  ${AREA}  2024-04-23 → 2024-04-11  -8 días hábiles  tarde → a tiempo\n`,
  )
  expect(text).toContain('Pasarían a estar a tiempo: 6; dejarían de estarlo: 0.\n')
  expect(text).toMatch(new RegExp(`Área ${AREA}: 1,\\d+ → 2,\\d+ casos por día hábil con trabajo; `))
  expect(tried('100%').stdout).toMatch(/^Ningún caso cambia con esa capacidad\. Repetidos: 20 casos\.\n/)
  expect(tried('50%', '--moved').stdout).toContain('a tiempo → tarde: ')
  expect(whatIf('--staffing', 'marte=2:1', ...period)).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('--staffing: Las áreas de la entidad son: ') },
  })
  expect(tried('mucha', '--json')).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('"code":"staffing-invalid","field":"staffing"') },
  })
  expect(whatIf('--staffing', `${AREA}=2`)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--from'),
  })
  expect(tried('2', '--kind', 'reclamo')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--kind'),
  })
  expect(whatIf('--moved', '--alone')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--moved'),
  })
  expect(tried('2', '--to', '9999-01-01')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--to: '),
  })

  expect(await reporting.log.heads()).toEqual(heads)
}, 300_000)
