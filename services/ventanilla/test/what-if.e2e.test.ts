import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, type Service, systemClock } from '@ventanilla/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { openServices } from '../src/embedded.ts'
import { runVerb } from './run-verb.ts'

type Data = Parameters<Service['log']['write']>[1]['appends'][number]['events'][number]['data']

const entity = 'icetex'
const overlay = (date: string) => `calendar: propio
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed: [{ date: ${date}, by: Resolución 12 }]
`

/** An installation that somebody else has up, and its clocks. */
async function up(dataDir: string, calendars: string[]): Promise<Service> {
  const all = await openServices({
    ...{ dataDir, clock: systemClock(), logger: createLogger({ level: 'silent' }), calendars },
    smtpUrl: 'smtp://127.0.0.1:1',
  })
  onTestFinished(() => all[Symbol.asyncDispose]())
  const clocks = all.services.find(({ name }) => name === 'sla-clock')
  if (!clocks) throw new Error('no sla-clock')
  return clocks
}

/** A case with one petition of 22 November 2026, as the service writes it when it hears of it. */
async function open(clocks: Service, version: string): Promise<string> {
  const [caseId, clockId] = [randomUUID(), randomUUID()]
  const at = '2026-11-23T14:00:00.000Z'
  const start = {
    ...{ clockId, caseId, clock: 'legal', regime: 'ley-1755', source: 'Ley 1437 de 2011, artículo 14' },
    ...{ received: '2026-11-22', amount: 15, unit: 'business-days', due: '2026-12-15', marks: [] },
    ladder: [{ id: 'rojo', remaining: 3 }],
    calendar: { id: 'propio', version },
    kind: 'reclamo',
    rules: { pauseDay: 'counts', resumeDay: 'counts', longestExtension: 15 },
  }
  const named = { caseId, procedure: 'pqrsd', procedureVersion: 1, clocks: [{ clock: 'legal', clockId }] }
  const append = (stream: string, type: string, data: Data) => ({
    ...{ stream, expected: 0, actor: 'test' },
    events: [{ id: randomUUID(), type, data, at }],
  })
  await clocks.log.write(entity, {
    appends: [
      append(`case/${caseId}`, 'ClocksOpened', named),
      append(`clock/${clockId}`, 'ClockStarted', start),
    ],
  })
  return caseId
}

it('what another calendar would move is listed from a data folder, and nothing is written', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-what-if-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const [own, edited] = [join(dataDir, 'propio.yaml'), join(dataDir, 'editado.yaml')]
  await writeFile(own, overlay('2026-11-30'))
  await writeFile(
    edited,
    overlay('2026-11-30').replace(/(Resolución 12 })/, '$1, { date: 2026-12-09, by: R13 }'),
  )
  const clocks = await up(dataDir, [own])
  const [activated] = (await clocks.log.stream(`calendar/${entity}`)).events
  const version = String(activated?.data.version)
  const cases = [await open(clocks, version), await open(clocks, version)]
  const heads = await clocks.log.heads()
  const whatIf = (...args: string[]) => runVerb(['what-if', '--data', dataDir, ...args])

  const json = whatIf('--calendar', edited, '--at', '2026-12-16T00:00', '--json')
  expect(json, json.stderr).toMatchObject({ status: 0 })
  const told = JSON.parse(json.stdout)
  expect(told).toMatchObject({ entity, calendar: { id: 'propio' }, at: '2026-12-16T05:00:00.000Z' })
  expect(told.items.map((item: { caseId: string }) => item.caseId)).toEqual(cases)
  expect(told.items[0]).toMatchObject({
    ...{ before: { state: 'breached', due: '2026-12-15' }, after: { state: 'warned', due: '2026-12-16' } },
    movedBy: 1,
  })
  expect(told.totals).toMatchObject({
    ...{ cases: 2, clocks: 2, changedClocks: 2, dueLater: 2 },
    states: [{ from: 'breached', to: 'warned', clocks: 2 }],
  })

  const text = whatIf('--calendar', edited, '--at', '2026-12-16T00:00', '--open-only').stdout
  expect(text).toContain(
    `${cases[0]}  legal  2026-12-15 → 2026-12-16  +1 día hábil  vencido → en alerta (rojo)`,
  )
  expect(text).toContain('Cambian: 2, de 2 casos. Vencerían después: 2; antes: 0.')
  const same = whatIf('--calendar', own)
  expect(same.stdout).toMatch(
    /^Ningún término cambia con propio@\w+\. Contados de nuevo: 2 términos de 2 casos/,
  )
  expect(JSON.parse(whatIf('--calendar', own, '--json').stdout)).toMatchObject({ items: [] })
  expect(whatIf('--alone').stdout).toContain('2026-12-15 → 2026-12-14  -1 día hábil')
  expect(whatIf('--open-only', '--json')).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('"field":"calendar"') },
  })
  expect(whatIf('--calendar', own, '--at', 'ayer')).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('--at: debe ser un instante') },
  })
  await writeFile(edited, overlay('2027-01-04'))
  expect(whatIf('--calendar', edited)).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('editado.yaml, línea 4') },
  })

  const term = whatIf('--kind', 'reclamo', '--term', '10', '--at', '2026-12-16T00:00', '--json')
  expect(JSON.parse(term.stdout)).toMatchObject({
    ...{ items: [{ before: { due: '2026-12-15' }, after: { due: '2026-12-07' } }, {}] },
    totals: { clocks: 2, dueEarlier: 2 },
  })
  const none = whatIf('--kind', 'reclamo', '--term', '15')
  expect(none.stdout, none.stderr).toMatch(/^Ningún término cambia con lo que se prueba\./)
  const law = whatIf('--kind', 'reclamo', '--law', 'peticion', '--set', 'pause.pauseDay=nunca')
  expect(law).toMatchObject({ status: 2, stderr: expect.stringContaining('--set: ') })
  const twice = ['--set', 'pause.pauseDay=counts', '--set', 'pause.pauseDay=paused'] as const
  const repeated = whatIf('--kind', 'reclamo', '--law', 'peticion', ...twice, '--json')
  expect(JSON.parse(repeated.stderr)).toMatchObject({ error: { code: 'set-repeated', field: 'set' } })
  expect(JSON.parse(whatIf('--kind', 'reclamos', '--term', '10', '--json').stderr)).toMatchObject({
    error: { code: 'name-unknown', field: 'kind', detail: expect.stringContaining(' reclamo,') },
  })
  const later = whatIf('--kind', 'reclamo', '--term', '10', '--from', '2026-12-01')
  expect(later.stdout).toBe('La entidad icetex no tiene términos que contar de nuevo.\n')
  expect(whatIf('--kind', 'reclamo', '--calendar', own)).toMatchObject({ status: 2 })
  // What would be passed over is refused: the list would be of something else than was asked.
  expect(whatIf('--calendar', own, '--term', '10')).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('--term se prueba con --kind') },
  })
  expect(whatIf('--kind', 'reclamo', '--term', '10', '--set', 'pause.pauseDay=counts')).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('falta --law') },
  })
  expect(whatIf('--kind', 'reclamo', '--term', 'diez')).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('--term: ') },
  })
  expect(whatIf('--kind', 'reclamo')).toMatchObject({ status: 2, stderr: expect.stringContaining('--term') })

  // Neither this verb nor another one that looks in puts in force what it has no files of.
  expect(runVerb(['parked', 'list', '--data', dataDir]).status).toBe(0)
  expect(await clocks.log.heads()).toEqual(heads)
}, 300_000)
