import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  assignFor,
  entitiesDir,
  kindOf,
  loadEntity,
  longestExtension,
  movesFrom,
  parameterValue,
  procedureVersion,
  rungDay,
} from '../src/index.ts'

const icetex = loadEntity(`${entitiesDir}/icetex`)
const procedures = [...icetex.procedures.values()]

describe.each(procedures.map((procedure) => [procedure.id, procedure] as const))('%s', (_, procedure) => {
  test('whatever the moves, a case is in a state of the procedure and can still come to an end', () => {
    const walk = fc.array(fc.nat(), { maxLength: 40 })
    fc.assert(
      fc.property(walk, (choices) => {
        let state = procedure.initial
        for (const choice of choices) {
          const moves = movesFrom(procedure, state)
          const move = moves[choice % Math.max(1, moves.length)]
          if (move === undefined) break
          state = move.to
        }
        const here = procedure.states.find(({ id }) => id === state)
        expect(here).toBeDefined()
        expect(here?.final || movesFrom(procedure, state).length > 0).toBe(true)
      }),
    )
  })

  test('whatever is asked, the tree names an area of the entity and a level of the procedure', () => {
    const one = <T>(values: readonly T[]) => fc.constantFrom(...values)
    const about = fc.record(
      {
        kind: one(procedure.kinds.map(({ id }) => id)),
        theme: one([...icetex.themes.map(({ id }) => id), 'un-tema-ajeno']),
        product: one(icetex.products.map(({ id }) => id)),
        channel: one(procedure.channels),
      },
      { requiredKeys: ['kind'] },
    )
    fc.assert(
      fc.property(about, (about) => {
        const { area, level } = assignFor(procedure, about)
        expect(icetex.areas.map(({ id }) => id)).toContain(area)
        expect(procedure.levels.map(({ level }) => level)).toContain(level)
      }),
    )
  })

  test('the rungs of any term come in order and within it, the last at its end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3650 }), (days) => {
        const reached = procedure.ladder.map((rung) => rungDay(rung, days))
        expect(reached).toEqual(reached.toSorted((a, b) => a - b))
        expect(reached.every((day) => day >= 0 && day <= days)).toBe(true)
        expect(reached.at(-1)).toBe(days)
      }),
    )
  })
})

test('days left are never counted before the term begins', () => {
  expect(rungDay({ id: 'rojo', name: 'Rojo', atRemaining: 3 }, 15)).toBe(12)
  expect(rungDay({ id: 'rojo', name: 'Rojo', atRemaining: 3 }, 1)).toBe(0)
})

test('an extension is as long as the first term at most, whatever term the case has, and an ANS has none', () => {
  const [pqrsd, publicaciones] = ['pqrsd', 'publicaciones'].map((id) => procedureVersion(icetex, id, 1))
  if (pqrsd === undefined || publicaciones === undefined) throw new Error('a procedure is missing')
  const queja = kindOf(pqrsd, 'queja')
  const campana = kindOf(publicaciones, 'campana')
  if (queja === undefined || campana === undefined) throw new Error('a kind is missing')
  expect(longestExtension(pqrsd, queja)).toBe(15)
  expect(longestExtension(pqrsd, queja, 5)).toBe(5)
  expect(longestExtension(publicaciones, campana)).toBe(0)
  const fixed = {
    id: 'ley-1581',
    name: 'Datos',
    source: 'Ley 1581 de 2012',
    extension: { limit: { amount: 15, unit: 'business-days' as const }, source: '-' },
  }
  const other = {
    ...pqrsd,
    regimes: [
      { ...fixed, extension: { ...fixed.extension, limit: { ...fixed.extension.limit, amount: 8 } } },
    ],
  }
  expect(longestExtension(other, { ...queja, regime: 'ley-1581' })).toBe(8)
})

test('a parameter that is not there is a bug of who asks', () => {
  expect(parameterValue(icetex.params, 'unidad-379-ahorro')).toBe('10')
  expect(() => parameterValue(icetex.params, 'nada')).toThrow(TypeError)
})
