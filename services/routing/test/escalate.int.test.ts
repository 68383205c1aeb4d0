import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clockIdOf, type PublicEvent } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

const ladder = `ladder:
  - { id: amarillo, name: Amarillo, atElapsed: 50 }
  - { id: rojo, name: Rojo, atRemaining: 2, escalates: { area: conservacion, level: 2 } }
clocks:
  - id: registro
    name: Registro
    regime: reglamento
    term: { amount: 2, unit: business-days }
    article: '5'
    starts: { level: 1 }
    meets: [leaving]
    reopens: stays
    ladder: [{ id: fin, name: Fin, atRemaining: 0, escalates: { area: direccion, level: 2 } }]
escalation: { kinds: [pieza], to: any, source: Reglamento de préstamos de prueba }
`
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-ladder-'))
let world: World
beforeAll(async () => {
  cpSync(join(import.meta.dirname, 'fixtures/entities'), folder, { recursive: true })
  const file = join(folder, 'museo/procedures/prestamos.yaml')
  const own = readFileSync(file, 'utf8')
  expect(own).not.toMatch(/^escalation:/m)
  writeFileSync(file, own.slice(0, own.indexOf('ladder:')) + ladder)
  world = await openWorld({ entities: folder })
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

let sequence = 0
const NOMINAL = '2026-11-26T05:00:00.000Z'

/** What the clock service tells, in the order of its log; each delivered as the bus would. */
async function tell(caseId: string, clock: string, rung?: string): Promise<void> {
  const type = `ventanilla.sla-clock.${rung === undefined ? 'ClockBreached' : 'ClockWarned'}.v1`
  const expected = sequence
  sequence += 1
  const event = {
    ...{ id: deriveId('told', sequence), type, source: 'sla-clock', entity: 'museo', subject: caseId },
    ...{ at: NOMINAL, recordedAt: NOMINAL, sequence, actor: 'prueba' },
    data: { caseId, clockId: clockIdOf(caseId, clock), due: '2026-12-07', ...(rung && { rung }) },
  } as unknown as PublicEvent
  const [subscription] = world.service.subscriptions
  const place = { consumer: 'routing', source: 'sla-clock/museo', expected, next: sequence }
  await subscription?.handle({ source: 'sla-clock', entity: 'museo', events: [event], places: [place] })
  await world.settled()
}

const file = (kind = 'pieza') => world.file({ procedure: 'prestamos', kind, channel: 'correo' }, 'museo')
const get = async (caseId: string) => (await world.call.get(`/v1/cases/${caseId}`)).body
const supervisor = { token: token('cases:read cases:work', { subject: 'registradora-1' }) }

describe('a mark of a clock', () => {
  it('sends the case where its procedure says, once, at the instant of the mark', async () => {
    const caseId = await file()
    await tell(caseId, 'legal', 'amarillo')
    expect(await get(caseId)).toMatchObject({ level: 1, area: 'registro' })
    const clock = (await world.service.log.stream(`case/${caseId}`)).version
    // The term of any family but a petition's is a service agreement.
    await tell(caseId, 'ans', 'rojo')
    expect(await get(caseId)).toMatchObject({ area: 'conservacion', level: 2, rule: 'ladder-ans-rojo' })
    const { events } = await world.service.log.stream(`case/${caseId}`)
    expect(events.slice(clock).map(({ type, at }) => [type, at])).toEqual([['CaseAssigned', NOMINAL]])
    await tell(caseId, 'ans', 'rojo')
    expect((await world.service.log.stream(`case/${caseId}`)).version).toBe(clock + 1)
  })

  it('at the end of a further clock is found by that clock’s ladder', async () => {
    const caseId = await file()
    await tell(caseId, 'registro')
    expect(await get(caseId)).toMatchObject({ area: 'direccion', level: 2, rule: 'ladder-registro' })
  })

  it('leaves alone what was brought so far by hand, what is over, and what may not be escalated', async () => {
    const [byHand, over, other] = [await file(), await file(), await file('consulta')]
    await world.call.post(
      `/v1/cases/${byHand}/assignment`,
      { area: 'direccion', level: 2, officer: 'conservadora-2', note: 'Ya' },
      supervisor,
    )
    await world.call.move(over, { transition: 'negar:pedida', note: 'No hay' }, supervisor)
    for (const caseId of [byHand, over, other]) await tell(caseId, 'ans', 'rojo')
    expect(await get(byHand)).toMatchObject({ area: 'direccion', officer: 'conservadora-2', rule: 'by-hand' })
    expect(await get(over)).toMatchObject({ level: 1 })
    expect(await get(other)).toMatchObject({ level: 1, area: 'registro' })
  })

  it('of a case that nobody knows here is nothing', async () => {
    await tell('7c0f4a3e-4f8e-4d7c-9a1b-2c3d4e5f6a7b', 'ans', 'rojo')
  })
})
