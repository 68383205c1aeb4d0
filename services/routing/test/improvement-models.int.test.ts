import { randomUUID } from 'node:crypto'
import type { LocalDate } from '@ventanilla/calendar'
import type { Db } from '@ventanilla/database'
import { fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import { activeTable } from '@ventanilla/projections'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ActionCommand, actionDecider } from '../src/domain/improvement/action-decider.ts'
import type { ActionEvent, Cause } from '../src/domain/improvement/events.ts'
import { causeKey } from '../src/queries/improvement/projection.ts'
import { readActions } from '../src/queries/improvement/reader.ts'
import { token } from './support/issuer.ts'
import { openWorld, type World } from './support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const boss = { token: token('cases:read cases:supervise', { entity: 'icetex', subject: 'jefa-1' }) }
const noteRef = randomUUID()
const at = '2026-11-23T15:00:00.000Z'
const day = (text: string) => text as LocalDate
const areas = ['grupo-gestion-servicio', 'gestion-operaciones'] as const

const cause: fc.Arbitrary<Cause> = fc.oneof(
  fc.constantFrom('AUD-1', 'AUD-2').map((finding) => ({ finding })),
  fc.constantFrom('oportunidad', 'eficacia').map((indicator) => ({
    ...{ indicator, from: day('2026-10-01'), to: day('2026-10-31') },
  })),
  fc.constant({ sample: 'muestra-1' }),
  fc.constant({ case: '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a01' }),
)
const causes = fc.uniqueArray(cause, { minLength: 1, maxLength: 3, selector: causeKey })
const due = fc.constantFrom(day('2026-11-24'), day('2026-12-18'))
const area = fc.constantFrom(...areas)

type Step = (action: string) => ActionCommand

const said = (action: string) => ({ action, on: day('2026-11-23'), by: 'jefa-1' })
const step: fc.Arbitrary<Step> = fc.oneof(
  area.map(
    (to): Step =>
      (action) => ({ type: 'Amend', ...said(action), area: to, noteRef }),
  ),
  fc.integer({ min: 0, max: 100 }).map(
    (percent): Step =>
      (action) => ({ type: 'Progress', ...said(action), percent, noteRef }),
  ),
  fc.constant<Step>((action) => ({ type: 'Complete', ...said(action), evidence: ['e1'] })),
  fc.record({ effective: fc.boolean(), due }).map(
    (one): Step =>
      (action) => ({
        ...{ type: 'Verify', ...said(action), evidence: ['e2'] },
        ...one,
      }),
  ),
  fc.constant<Step>((action) => ({ type: 'Cancel', ...said(action), noteRef })),
)

const life = fc.record({ causes, due, area, steps: fc.array(step, { maxLength: 6 }) })

type Life = typeof life extends fc.Arbitrary<infer Made> ? Made : never

/** What its rules make of one life, as facts. */
function factsOf(action: string, { steps, ...about }: Life) {
  const opened = {
    kind: 'corrective' as const,
    ...{ action, procedure: 'pqrsd', owner: 'agente-7', textRef: randomUUID() },
    ...{ on: day('2026-11-20'), ...about },
  }
  const history: ActionEvent[] = []
  const commands: ActionCommand[] = [{ type: 'Open', opened }, ...steps.map((make) => make(action))]
  for (const command of commands) {
    const decision = actionDecider.decide(command, fold(actionDecider, history))
    if (!isRefusal(decision)) history.push(...decision)
  }
  return history
}

const summaryOf = async () => (await world.call.get('/v1/improvement-actions/summary', boss)).body

it('rebuilt they are what they are live, and the summary counts every action as a list does', async () => {
  const model = world.service.projectors.find(({ name }) => name === 'improvement_actions')
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
      for (const one of lives) {
        const action = randomUUID()
        let expected = 0
        for (const { type, data } of factsOf(action, one)) {
          const event = { id: randomUUID(), type, data: data as unknown as JsonObject, at }
          const append = { stream: `action/${action}`, expected, actor: 'jefa-1', events: [event] }
          expect((await world.service.log.write('icetex', { appends: [append] })).outcome).toBe('written')
          expected += 1
        }
      }
      await world.settled()
      const [live, counted] = [await model?.digest(), await summaryOf()]
      await model?.rebuild()
      expect(await model?.digest()).toBe(live)
      expect(await summaryOf()).toEqual(counted)

      const all = await readActions(world.database, { entity: 'icetex', limit: 10_000 })
      const lines = new Map<string, number>()
      for (const { area: of, status, causes: by } of all)
        for (const kind of new Set(by.map((key) => key.split(':')[0]))) {
          const line = [of, kind, status].join(' ')
          lines.set(line, (lines.get(line) ?? 0) + 1)
        }
      type Line = { area: string; cause: string; state: string; actions: number }
      const told = counted.items.map((one: Line) => [[one.area, one.cause, one.state].join(' '), one.actions])
      expect(new Map(told)).toEqual(lines)
      expect(counted.total.actions).toBe(all.length)
    }),
    { numRuns: 6 },
  )
}, 120_000)

it('the summary tells what is overdue on a day, of one procedure or all', async () => {
  const before = await summaryOf()
  const body = {
    ...{ kind: 'preventive', procedure: 'publicaciones', area: areas[0], owner: 'agente-7' },
    ...{ causes: [{ finding: 'AUD-9' }, { finding: 'AUD-10' }, { sample: 'muestra-9' }], due: '2026-12-01' },
    ...{ what: 'Revisar', analysis: 'Llegan tarde' },
  }
  expect((await world.call.post('/v1/improvement-actions', body, boss)).status).toBe(201)
  await world.settled()
  const on = async (query: string) =>
    (await world.call.get(`/v1/improvement-actions/summary?procedure=publicaciones&${query}`, boss)).body
  const lines = (overdue: number) =>
    ['finding', 'sample'].map((kind) => ({ area: areas[0], cause: kind, state: 'open', actions: 1, overdue }))
  expect(await on('overdueOn=2026-12-01')).toEqual({ items: lines(0), total: { actions: 1, overdue: 0 } })
  expect(await on('overdueOn=2026-12-02')).toEqual({ items: lines(1), total: { actions: 1, overdue: 1 } })
  expect((await summaryOf()).total.actions).toBe(before.total.actions + 1)
  const foreign = { token: token('cases:read', { entity: 'cisa', subject: 'jefa-2' }) }
  expect((await world.call.get('/v1/improvement-actions/summary?entity=icetex', foreign)).status).toBe(403)
})

it('those that something caused are found by an index', async () => {
  const table = await activeTable(world.database, 'improvement_actions')
  await world.database.query(
    `insert into ${table} (id, entity, procedure, area, owner, status, due, moved_on, causes, state)
     select gen_random_uuid(), 'icetex', 'pqrsd', 'a', 'o', 'open', '2026-12-01', '2026-11-23',
            jsonb_build_array('finding:PLAN-' || n), '{}' from generate_series(1, 5000) n`,
  )
  await world.database.query(`analyze ${table}`)
  const plans: string[] = []
  const explained = {
    ...world.database,
    query: async (sql: string, values: unknown[] = []) => {
      if (!sql.includes('causes @>')) return world.database.query(sql, values)
      const rows = await world.database.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, values)
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
      return []
    },
  } as unknown as Db
  await readActions(explained, { entity: 'icetex', cause: 'finding:PLAN-77', limit: 100 })
  expect(plans.join('\n')).toMatch(/Bitmap Index Scan on improvement_actions/)
})
