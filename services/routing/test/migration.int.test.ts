import { afterAll, beforeAll, expect, it } from 'vitest'
import { knownRefs } from '../src/queries/texts/reader.ts'
import { token } from './support/issuer.ts'
import { withLaterVersion } from './support/later-version.ts'
import { openWorld, type World } from './support/world.ts'

const folder = withLaterVersion(
  ['en-estudio', 'en-analisis'],
  ['En estudio', 'En análisis'],
  ['amount: 190', 'amount: 5'],
)
let world: World
beforeAll(async () => {
  world = await openWorld({ entities: folder.entities })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

const admin = { token: token('cases:read admin', { subject: 'jefa-1' }) }
const file = () => world.file({ procedure: 'prestamos', kind: 'consulta', channel: 'correo' }, 'museo')
const order = { entity: 'museo', procedure: 'prestamos', version: 2 }
const preview = (more: object = {}) => world.call.post('/v1/migrations/preview', { ...order, ...more }, admin)
const migrate = (caseId: string, more: object = {}, headers: Record<string, string> = {}) =>
  world.call.post(
    `/v1/cases/${caseId}/migration`,
    { version: 2, note: 'Lo pide Ana', ...more },
    { ...admin, headers },
  )
const states = { 'en-estudio': 'en-analisis' }

it('takes open cases over to another version, each as it was shown before, and loses none of what was written', async () => {
  // They came in at one instant: the list is in the order of their ids.
  const [asked, studied, ended] = [await file(), await file(), await file()].sort() as [
    string,
    string,
    string,
  ]
  const started = { transition: 'estudiar' }
  await world.call.post(`/v1/cases/${studied}/assignment`, {
    area: 'registro',
    level: 1,
    officer: 'r-1',
    note: 'Va',
  })
  expect((await world.call.move(studied, started)).body.state).toBe('en-estudio')
  await world.call.move(ended, { transition: 'negar:pedida', note: 'No hay' })

  await world.settled()
  const first = await preview({ limit: 1 })
  expect(first.body).toMatchObject({
    total: 2,
    items: [{ caseId: asked, from: 'pedida', state: 'pedida', obstacles: [] }],
  })
  const second = await preview({ limit: 1, cursor: first.body.next })
  expect(second.body.items).toMatchObject([
    { caseId: studied, obstacles: [{ code: 'state-gone', field: 'state' }] },
  ])
  expect(second.body.next).toBeUndefined()
  const shown = (await preview({ states })).body.items
  expect(shown).toMatchObject([{ caseId: asked }, { caseId: studied, state: 'en-analisis', obstacles: [] }])

  expect((await migrate(studied)).body).toMatchObject({ status: 409, code: 'migration-not-possible' })
  const held = { 'if-match': `"${shown[1].version}"`, 'idempotency-key': 'una-vez' }
  const done = await migrate(studied, { states }, held)
  expect(done.body).toMatchObject({
    procedureVersion: 2,
    state: 'en-analisis',
    stateName: 'En análisis',
    clock: 'runs',
  })
  expect((await migrate(studied, { states }, held)).headers.get('idempotency-replayed')).toBe('true')
  expect((await migrate(asked, {}, { 'if-match': '"1"' })).body.code).toBe('version-changed')
  expect((await migrate(ended)).body.code).toBe('case-closed')
  expect((await migrate(asked, { version: 9 })).body).toMatchObject({
    code: 'procedure-version-unknown',
    field: 'body.version',
  })

  await world.settled()
  const { body: list } = await world.call.get('/v1/cases?entity=museo&state=en-analisis')
  expect(list.items).toMatchObject([{ caseId: studied, procedureVersion: 2 }])
  expect((await preview({ states })).body).toMatchObject({ total: 1, items: [{ caseId: asked }] })
  // It goes on under the rules of the other version.
  const denied = await world.call.move(studied, { transition: 'negar:en-analisis', note: 'No hay' })
  expect(denied.body).toMatchObject({ state: 'negada', final: true })
  const { body: ways } = await world.call.get('/v1/conformance?entity=museo', admin)
  expect(ways).toMatchObject({ cases: 3, deviations: [] })
  const made = ways.procedures.map(
    ({ version, paths }: { version: number; paths: { states: string[] }[] }) => [
      version,
      paths.map((path) => path.states.join(' ')).toSorted(),
    ],
  )
  expect(made.toSorted()).toEqual([
    [1, ['pedida', 'pedida en-estudio', 'pedida negada']],
    [2, ['en-analisis negada']],
  ])
})

it('is for who governs the procedures, and of the own entity', async () => {
  const caseId = await file()
  const worker = await world.call.post(`/v1/cases/${caseId}/migration`, { version: 2, note: 'Va' })
  expect(worker.body.code).toBe('scope-missing')
  const other = { token: token('admin', { entity: 'icetex' }) }
  expect((await world.call.post('/v1/migrations/preview', order, other)).body.code).toBe('scope-missing')
  expect((await preview({ version: 7 })).body.code).toBe('procedure-version-unknown')
})

it('keeps the note that says why', async () => {
  const caseId = await file()
  await migrate(caseId)
  const { events } = await world.service.log.stream(`case/${caseId}`)
  const noteRef = String(events.at(-1)?.data.noteRef)
  expect(await (await world.openVault()).get(noteRef)).toBe('Lo pide Ana')
  // By this it is told from what no fact carries, which is swept away.
  expect(await knownRefs(world.database, [noteRef])).toEqual(new Set([noteRef]))
})
