import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { createLogger, systemClock } from '@ventanilla/runtime'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openServices } from '../src/embedded.ts'
import { startVerb } from './run-verb.ts'

const at = '2026-11-20T15:00:00.000Z'
const opened = {
  ...{ procedure: 'publicaciones', procedureVersion: 1, family: 'publication', kind: 'contenidos-web' },
  ...{ state: 'registrado', channel: 'gestor-de-servicios', receivedAt: at, terms: [], timed: [] },
}
/** More than a page of them. */
const ids = Array.from({ length: 203 }, () => randomUUID())
/** These were taken up, and their state has another name in the later version. */
const taken = ids.filter((_, n) => n % 3 === 0)
const moved = {
  ...{ transition: 'recibir', from: 'registrado', to: 'en-proceso', clock: 'runs', final: false },
  ...{ reason: 'Cumple las condiciones generales', on: '2026-11-20', action: 'start', timed: [] },
}

let folder: string
let env: Record<string, string>
let dataDir: string

/** An entity with two versions of one procedure: the later one is the first with a state of another name. */
function writeEntities(entities: string): void {
  const [from, to] = [entitiesDir, entities].map((dir) => join(dir, 'icetex')) as [string, string]
  mkdirSync(join(to, 'procedures'), { recursive: true })
  copyFileSync(join(from, 'entity.yaml'), join(to, 'entity.yaml'))
  const own = readFileSync(join(from, 'procedures/publicaciones.yaml'), 'utf8')
  const inForce = (text: string, valid: string) => text.replace(/^valid: .*$/m, `valid: ${valid}`)
  const later = own.replace(/^version: 1$/m, 'version: 99').replaceAll(/\ben-proceso\b/g, 'en-tramite')
  const file = (name: string, text: string) => writeFileSync(join(to, 'procedures', name), text)
  file('publicaciones.yaml', inForce(own, '{ from: 2021-12-24, to: 2026-11-30 }'))
  file('publicaciones-99.yaml', inForce(later, '{ from: 2026-12-01 }'))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-migrate-'))
  const entities = join(folder, 'entities')
  writeEntities(entities)
  env = { ENTITIES_DIR: entities, NO_COLOR: '1' }
  dataDir = join(folder, 'data')
  // Composing reads it from here.
  vi.stubEnv('ENTITIES_DIR', entities)
  const logger = createLogger({ level: 'silent' })
  const clock = systemClock()
  await using all = await openServices({
    dataDir,
    clock,
    logger,
    calendars: [],
    smtpUrl: 'smtp://127.0.0.1:1',
  })
  const log = all.services.find(({ name }) => name === 'routing')?.log
  if (!log) throw new Error('no routing')
  const write = async (caseId: string, expected: number, type: string, data: object) => {
    const events = [{ id: randomUUID(), type, at, data: { caseId, ...data } as never }]
    const append = { stream: `case/${caseId}`, expected, actor: 'prueba', events }
    expect((await log.write('icetex', { appends: [append] })).outcome).toBe('written')
  }
  await Promise.all(ids.map((caseId) => write(caseId, 0, 'CaseOpened', opened)))
  await Promise.all(taken.map((caseId) => write(caseId, 1, 'CaseMoved', moved)))
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const migrate = (...args: string[]) =>
  startVerb(['migrate', 'icetex/publicaciones@99', '--data', dataDir, ...args], env).ended

it('shows which open cases would go on under another version, and moves those alone that were shown', async () => {
  const stuck = await migrate()
  expect(stuck, stuck.stderr).toMatchObject({ code: 3 })
  expect(stuck.stdout).toContain(`Pasarían ${203 - taken.length} de 203 casos abiertos:\n`)
  expect(stuck.stdout).toContain(`  versión 1: registrado → registrado, ${203 - taken.length}\n`)
  expect(stuck.stdout).toContain(`  ${taken[0]} (en-proceso): No tiene el estado «en-proceso»`)

  const mapped = ['--state', 'en-proceso=en-tramite']
  const shown = await migrate(...mapped, '--json')
  expect(shown, shown.stderr).toMatchObject({ code: 0 })
  const { list, cases } = JSON.parse(shown.stdout)
  expect(cases).toHaveLength(203)
  expect(await migrate(...mapped, '--note', 'Por resolución', '--confirm', 'otra')).toMatchObject({
    ...{ code: 2, stderr: expect.stringContaining('no es lo que se mostró') },
  })
  expect(await migrate(...mapped, '--confirm', list)).toMatchObject({
    ...{ code: 2, stderr: expect.stringContaining('--note') },
  })
  const done = await migrate(...mapped, '--note', 'Por resolución', '--confirm', list)
  expect(done, done.stderr).toMatchObject({ code: 0, stdout: 'Pasaron 203 casos.\n' })
  expect((await migrate()).stdout).toBe('Ningún caso abierto vive bajo otra versión.\n')
}, 120_000)

it('says how it was used wrongly', async () => {
  const wrong = (...args: string[]) => startVerb(['migrate', '--data', dataDir, ...args], env).ended
  const told = await wrong('icetex/publicaciones', '--json')
  expect([told.code, JSON.parse(told.stderr).error.field]).toEqual([2, 'procedure'])
  expect(await wrong('icetex/publicaciones@99', '--state', 'a')).toMatchObject({ code: 2 })
  expect((await wrong('icetex/publicaciones@98')).stderr).toContain('no tiene esa versión')
}, 60_000)
