import { expect, test } from 'vitest'
import {
  clockEffect,
  entitiesDir,
  guardsFor,
  loadEntity,
  movesFor,
  procedureVersion,
  writtenId,
} from '../src/index.ts'

const icetex = loadEntity(`${entitiesDir}/icetex`)
const found = procedureVersion(icetex, 'pqrsd', 2)
if (found === undefined) throw new Error('ICETEX has no second version of «pqrsd»')
const pqrsd = found

const sent = ['remitir-por-falta', 'remitir-por-corrupcion']
const control = { area: 'control-disciplinario-interno', level: 2 }
const movesOf = (kind: string, state: string) => movesFor(pqrsd, { kind, state })

test.each(['asignada', 'en-tramite', 'escalada'])(
  'a denuncia goes to disciplinary control from «%s», for one of two reasons; nothing else does',
  (state) => {
    const moves = movesOf('denuncia', state).filter(({ to }) => to === 'en-control-disciplinario')
    expect(moves.map(writtenId)).toEqual(sent)
    for (const move of moves)
      expect(move).toMatchObject({ note: 'required', evidence: ['oficio-remisorio'], assigns: control })
    for (const { id } of pqrsd.kinds.filter(({ id }) => id !== 'denuncia'))
      expect(movesOf(id, state).filter(({ to }) => to === 'en-control-disciplinario')).toEqual([])
  },
)

test('its term runs on: who denounced is answered, withdraws, or has it come back to who attends it (Ley 1755 arts. 14, 18)', () => {
  const state = 'en-control-disciplinario'
  expect(clockEffect(pqrsd, state)).toBe('runs')
  const leaving = movesOf('denuncia', state).filter(({ to }) => to !== state)
  expect(leaving.map((move) => [writtenId(move), move.to])).toEqual([
    ['devolver-sin-merito', 'en-tramite'],
    ['responder', 'respondida'],
    ['desistir', 'desistida'],
  ])
  const [back, answer] = leaving
  expect(back?.assigns).toEqual({ area: 'grupo-gestion-servicio', level: 2 })
  expect(answer?.outcomes).toContain('trasladada')
})

test('priority is asked for and decided wherever no answer was given, also by disciplinary control (Ley 1437 art. 20)', () => {
  const open = pqrsd.states.filter(({ id, clock }) => clock !== 'ends' && id !== pqrsd.initial)
  for (const { id } of open) {
    const steps = movesOf('denuncia', id).flatMap(({ priority }) => priority?.becomes ?? [])
    expect([id, ...steps]).toEqual([id, 'asked', 'granted', 'refused', 'withdrawn'])
  }
})

test('a tacit withdrawal waits two months for a claim on personal data, and one for all else (Ley 1581 art. 15)', () => {
  const days = (kind: string) => {
    const tacit = movesOf(kind, 'requerida').find(({ tacit }) => tacit)
    const waits = guardsFor(tacit ?? {}, kind).map((guard) =>
      typeof guard === 'object' ? guard['not-before'].amount : 0,
    )
    return Math.max(...waits)
  }
  expect(pqrsd.kinds.map(({ id }) => [id, days(id)])).toEqual(
    pqrsd.kinds.map(({ id }) => [id, id === 'datos-personales-reclamo' ? 62 : 31]),
  )
})
