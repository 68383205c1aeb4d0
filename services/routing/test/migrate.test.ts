import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRefusal } from '@ventanilla/decider'
import { loadEntity, type Procedure, procedureVersion } from '@ventanilla/procedures'
import { afterAll, describe, expect, it } from 'vitest'
import type { OpenCase } from '../src/domain/case.ts'
import { caseDecider } from '../src/domain/case-decider.ts'
import { defined } from '../src/domain/defined.ts'
import { obstacleCodes } from '../src/domain/migrate/obstacles.ts'
import { previewOf } from '../src/domain/migrate/preview.ts'
import { calendar, caseIn, friday, noteRef } from './support/cases.ts'
import { withLaterVersion } from './support/later-version.ts'

const made: Disposable[] = []
afterAll(() => {
  for (const one of made) one[Symbol.dispose]()
})

/** Both versions of the museum's procedure, the later one with these words changed. */
function versions(...changes: readonly [string, string][]): [Procedure, Procedure] {
  const folder = withLaterVersion(...changes)
  made.push(folder)
  const museum = loadEntity(join(folder.entities, 'museo'))
  return [1, 2].map((version) => procedureVersion(museum, 'prestamos', version)) as [Procedure, Procedure]
}

function stateIn(procedure: Procedure, at: string, more: Partial<OpenCase> = {}): OpenCase {
  const state = caseIn(procedure, at, { kind: 'pieza' }).reduce(caseDecider.evolve, caseDecider.initial)
  return { ...(state as OpenCase), ...more }
}

function migrate([before, later]: [Procedure, Procedure], state: OpenCase, more: { target?: string } = {}) {
  const about = { to: later, born: before, procedure: before, on: '2026-12-04', noteRef, by: 'jefa-1' }
  const decision = caseDecider.decide({ type: 'Migrate', ...about, ...more }, state)
  if (isRefusal(decision))
    return { refused: decision.refused, codes: decision.errors?.map(({ code }) => code) }
  const after = decision.reduce(caseDecider.evolve, state) as OpenCase
  return { events: decision, after }
}

describe('a case under a later version', () => {
  const both = versions()
  const [before, later] = both

  it('stands where it stood, with all that it has', () => {
    const state = stateIn(before, 'en-estudio', { madeBy: { estudiar: 'ana' }, theme: 'exposicion' })
    const { after, events } = migrate(both, state)
    expect(after).toEqual({ ...state, procedureVersion: 2, bornUnder: 1, waitsFrom: friday })
    expect(events?.map(({ data }) => data)).toEqual([
      {
        ...{ caseId: state.caseId, procedure: 'prestamos', fromVersion: 1, procedureVersion: 2 },
        ...{ from: 'en-estudio', state: 'en-estudio', on: '2026-12-04', waitsFrom: friday, timed: [] },
        ...{ noteRef, by: 'jefa-1' },
      },
    ])
  })

  it('is there only once, and may go back', () => {
    const state = stateIn(before, 'en-estudio')
    const { after } = migrate(both, state)
    expect(migrate(both, after as OpenCase).events).toEqual([])
    const back = migrate([later, before], after as OpenCase)
    expect(back.after).toMatchObject({ procedureVersion: 1, state: 'en-estudio', bornUnder: 1 })
  })

  it('can not be closed: it stays under the version that it ended under', () => {
    expect(migrate(both, stateIn(before, 'negada')).refused).toBe('case-closed')
  })

  it('waits on for what it waited for, and from today for what is new', () => {
    const waiting = stateIn(before, 'entregada')
    expect(migrate(both, waiting).after?.waitsFrom).toBe(friday)
    const sooner = versions(['amount: 190', 'amount: 10'])
    const { after } = migrate(sooner, waiting)
    expect(after?.waitsFrom).toBe('2026-12-04')
    const [, to] = sooner
    const preview = previewOf({ to, born: before, procedure: before, calendar, on: '2026-12-04' }, waiting)
    // Ten days after 4 December, at the end of the 14th.
    expect(preview).toMatchObject({
      ...{ fromVersion: 1, from: 'entregada', state: 'entregada', obstacles: [] },
      waits: [{ transition: 'dar-por-devuelta', to: 'devuelta', at: '2026-12-15T05:00:00.000Z' }],
    })
    const fire = (now: string) =>
      caseDecider.decide(
        { type: 'FireDue', transition: 'dar-por-devuelta', now, procedure: to, calendar },
        after as OpenCase,
      )
    expect(fire('2026-12-15T04:59:59.999Z')).toEqual([])
    expect(fire('2026-12-15T05:00:00.000Z')).toMatchObject([{ data: { to: 'devuelta', on: '2026-12-15' } }])
  })

  it('goes where it is sent when its state is gone, and nowhere unless it is', () => {
    const renamed = versions(['en-estudio', 'en-analisis'], ['En estudio', 'En análisis'])
    const state = stateIn(before, 'en-estudio')
    expect(migrate(renamed, state)).toEqual({ refused: 'migration-not-possible', codes: ['state-gone'] })
    expect(migrate(renamed, state, { target: 'en-analisis' }).after).toMatchObject({
      ...{ state: 'en-analisis', procedureVersion: 2, clock: 'runs', enteredOn: friday },
    })
  })

  it('moves on at once where the engine does so there', () => {
    const onwards = versions([
      'transitions:',
      'transitions:\n  - { id: repartir, from: pedida, to: por-aclarar, reason: Se reparte, by: system }',
    ])
    const { events, after } = migrate(onwards, stateIn(before, 'pedida'))
    expect(events?.map(({ type }) => type)).toEqual(['CaseMigrated', 'CaseMoved'])
    expect(after).toMatchObject({ state: 'por-aclarar', clock: 'stops', waitsFrom: undefined })
  })

  it.each([
    [
      'kind-gone',
      [
        ['id: pieza', 'id: obra'],
        ['[pieza]', '[obra]'],
      ],
      'en-estudio',
      {},
      undefined,
    ],
    ['level-gone', [], 'en-estudio', { level: 7 }, undefined],
    ['outcome-gone', [], 'entregada', { outcome: 'parcial' }, undefined],
    ['term-differs', [], 'en-estudio', {}, 'por-aclarar'],
    ['term-differs', [], 'en-estudio', {}, 'negada'],
    ['state-gone', [], 'en-estudio', {}, 'nunca'],
  ] as const)('is not taken over where its %s', (code, changes, at, more, target) => {
    const pair = versions(...(changes as readonly [string, string][]))
    const asked = migrate(pair, stateIn(before, at, more as Partial<OpenCase>), defined({ target }))
    expect(asked).toEqual({ refused: 'migration-not-possible', codes: [code] })
  })

  it('is not sent where only cases of other kinds get out', () => {
    const state = stateIn(before, 'en-estudio')
    const leavingOnly = (kind: string): Procedure => ({
      ...later,
      transitions: later.transitions.map((one) =>
        one.from === 'en-estudio' ? { ...one, kinds: [kind] } : one,
      ),
    })
    expect(migrate([before, leavingOnly('otra')], state).codes).toEqual(['no-way-to-end'])
    expect(migrate([before, leavingOnly('pieza')], state).after).toMatchObject({ procedureVersion: 2 })
  })

  it('keeps no clock that nothing there starts or fulfils', () => {
    const clocks = [
      'ladder:',
      `clocks:
  - id: estudio
    name: Estudio
    regime: reglamento
    term: { amount: 2, unit: business-days }
    article: '5'
    starts: { state: en-estudio }
    meets: [{ move: aprobar }]
    reopens: stays
ladder:`,
    ] as const
    const [, first] = versions([...clocks])
    const [, same] = versions([...clocks])
    const [, unmet] = versions(['id: aprobar', 'id: conceder'], ['estudiar, aprobar', 'estudiar, conceder'])
    const [, renamed] = versions(['en-estudio', 'en-analisis'])
    const state = stateIn(first, 'en-estudio')
    const to = (later: Procedure, target?: string) =>
      migrate([first, { ...later, version: 3 }], { ...state, procedureVersion: 2 }, defined({ target }))
    expect(to(same).events).toHaveLength(1)
    expect(to(unmet).codes).toEqual(['clock-stranded'])
    expect(to(renamed, 'en-analisis').codes).toEqual(['clock-stranded'])
  })
})

it('has every obstacle in the reference', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/migration.md'), 'utf8')
  const told = [...page.matchAll(/^\| `([a-z-]+)` \| `[a-z]+` \|/gm)].map(([, code]) => code)
  expect(told.toSorted()).toEqual(obstacleCodes.toSorted())
})
