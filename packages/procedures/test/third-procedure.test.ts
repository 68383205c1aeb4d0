import { expect, test } from 'vitest'
import {
  assignFor,
  clockEffect,
  evidenceFor,
  kindOf,
  loadProcedure,
  movesFrom,
  transitionFor,
} from '../src/index.ts'
import { tiny } from './tiny.ts'

const llaves = loadProcedure(tiny)

test('a procedure that no code knows runs from its first state to its last', () => {
  expect(llaves.initial).toBe('pedida')
  const lend = transitionFor(llaves, 'pedida', 'answer')
  expect(lend).toMatchObject({
    to: 'prestada',
    outcomes: ['prestada', 'negada'],
    note: 'optional',
    by: 'user',
  })
  const back = transitionFor(llaves, lend?.to ?? '', { to: 'devuelta', reason: 'Se devuelve' })
  expect(back?.id).toBe('devolver')
  expect(clockEffect(llaves, back?.to ?? '')).toBe('ends')
  expect(transitionFor(llaves, 'devuelta', 'reopen')).toMatchObject({ to: 'pedida', reopens: 'new-term' })
})

test('a move written for two states is two transitions with ids of their own', () => {
  const ids = llaves.transitions.map(({ id }) => id)
  expect(ids).toEqual(['prestar', 'devolver', 'dar-por-devuelta', 'reabrir:prestada', 'reabrir:devuelta'])
})

test('a move that is not written is not there', () => {
  expect(transitionFor(llaves, 'pedida', 'close')).toBeUndefined()
  expect(transitionFor(llaves, 'pedida', { to: 'prestada', reason: 'Se devuelve' })).toBeUndefined()
  expect(transitionFor(llaves, 'perdida', 'answer')).toBeUndefined()
  expect(movesFrom(llaves, 'perdida')).toEqual([])
  expect(clockEffect(llaves, 'perdida')).toBeUndefined()
  expect(kindOf(llaves, 'sala')).toBeUndefined()
})

test('its terms, references, evidence and tree are its own', () => {
  expect(kindOf(llaves, 'bodega')).toMatchObject({
    term: { amount: 3, unit: 'business-days' },
    exception: { before: '09:00', late: { kind: 'aula' } },
  })
  expect(llaves.transitions[2]).toMatchObject({ by: 'system', after: { amount: 2, unit: 'calendar-days' } })
  expect(llaves.clock).toEqual({ starts: 'day-after', pauseDay: 'counts', resumeDay: 'counts' })
  const [lend] = movesFrom(llaves, 'pedida')
  if (lend === undefined) throw new Error('there is no move')
  expect(evidenceFor(llaves, lend, { kind: 'bodega' }).map(({ id }) => id)).toEqual(['firma'])
  expect(evidenceFor(llaves, lend, { kind: 'aula' })).toEqual([])
  expect(evidenceFor(llaves, lend, { kind: 'bodega', requestingArea: 'porteria' })).toEqual([])
  expect(assignFor(llaves, { kind: 'bodega', channel: 'correo' })).toEqual({
    area: 'jefatura',
    level: 2,
    rule: 0,
  })
  expect(assignFor(llaves, { kind: 'bodega' })).toEqual({ area: 'porteria', level: 1, rule: 1 })
})
