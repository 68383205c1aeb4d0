import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, type Service, systemClock } from '@ventanilla/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { openServices } from '../src/embedded.ts'
import { runVerb } from './run-verb.ts'

/** An installation with its data, that nobody serves. */
async function routingOf(dataDir: string): Promise<Service> {
  const logger = createLogger({ level: 'silent' })
  const clock = systemClock()
  const all = await openServices({ dataDir, clock, logger, calendars: [], smtpUrl: 'smtp://127.0.0.1:1' })
  onTestFinished(() => all[Symbol.asyncDispose]())
  const routing = all.services.find(({ name }) => name === 'routing')
  if (!routing) throw new Error('no routing')
  return routing
}

type Data = Parameters<Service['log']['write']>[1]['appends'][number]['events'][number]['data']

const at = '2026-11-20T15:00:00.000Z'
const moved = {
  ...{ transition: 'recibir', from: 'registrado', to: 'en-proceso', clock: 'runs', final: false },
  ...{ reason: 'Cumple las condiciones generales', on: '2026-11-20', action: 'start', timed: [] },
}

it('lists from a data folder the paths of cases, and ends with 3 for one that is not allowed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-conformance-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const { log } = await routingOf(dataDir)
  const conformance = (...args: string[]) => runVerb(['conformance', '--data', dataDir, ...args])
  async function write(caseId: string, expected: number, type: string, data: object): Promise<void> {
    const events = [{ id: randomUUID(), type, at, data: { caseId, ...data } as Data }]
    await log.write('icetex', { appends: [{ stream: `case/${caseId}`, expected, actor: 'prueba', events }] })
  }

  expect(conformance()).toMatchObject({ status: 0, stdout: 'No hay casos.\n' })
  // More than a page.
  const ids = Array.from({ length: 502 }, () => randomUUID())
  const opened = {
    ...{ procedure: 'publicaciones', procedureVersion: 1, family: 'publication', kind: 'contenidos-web' },
    ...{ state: 'registrado', channel: 'gestor-de-servicios', receivedAt: at, terms: [], timed: [] },
  }
  await Promise.all(ids.map((caseId) => write(caseId, 0, 'CaseOpened', opened)))
  const taken = ids.filter((_, n) => n % 2 === 0)
  await Promise.all(taken.map((caseId) => write(caseId, 1, 'CaseMoved', moved)))
  const straight = conformance()
  expect(straight, straight.stderr).toMatchObject({ status: 0 })
  expect(straight.stdout).toMatch(/^502 casos, 251 movimientos; /)
  expect(straight.stdout).toContain('icetex/publicaciones@1: 502 casos, 2 caminos\n')
  expect(straight.stdout).toMatch(/\n {2}251 {2}registrado → en-proceso {2}\([0-9a-f-]{36}\)\n/)
  expect(straight.stdout).toContain('    reabrir: cerrado → reabierto, «El usuario pide reabrir el caso»\n')
  expect(straight.stdout).toContain('Todos los caminos son los que sus procedimientos admiten.\n')

  const [, second = ''] = ids
  await write(second, 1, 'CaseMoved', { ...moved, to: 'cerrado', clock: 'ends', final: true })
  const bent = conformance()
  expect(bent.status).toBe(3)
  expect(bent.stdout).toContain('1 hecho que su procedimiento no admite:\n')
  expect(bent.stdout).toContain(`  ${second}, hecho 2 (${at}) recibir (registrado → cerrado, `)
  const { cases, deviations, procedures } = JSON.parse(conformance('--json').stdout)
  expect({ cases, deviations }).toMatchObject({
    cases: 502,
    deviations: [{ caseId: second, code: 'move-altered', version: 2 }],
  })
  expect(procedures).toHaveLength(1)
  expect(conformance('--procedure', 'pqrsd', '--entity', 'icetex').stdout).toBe('No hay casos.\n')
  expect(conformance('--procedure', 'pqrs')).toMatchObject({
    ...{ status: 2, stdout: '', stderr: 'Error: --procedure: Los que hay son: pqrsd, publicaciones.\n' },
  })
  const lost = runVerb(['conformance', '--data', join(dataDir, 'nada')])
  expect(lost).toMatchObject({ status: 2, stderr: expect.stringContaining('--data') })
}, 300_000)
