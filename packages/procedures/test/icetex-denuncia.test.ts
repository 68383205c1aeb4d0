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

test('its term runs on: who denounced is answered, or the case comes back to who attends it (Ley 1755 art. 14)', () => {
  const state = 'en-control-disciplinario'
  expect(clockEffect(pqrsd, state)).toBe('runs')
  expect(movesOf('denuncia', state).map((move) => [writtenId(move), move.to])).toEqual([
    ['devolver-sin-merito', 'en-tramite'],
    ['responder', 'respondida'],
  ])
  const [back, answer] = movesOf('denuncia', state)
  expect(back?.assigns).toEqual({ area: 'grupo-gestion-servicio', level: 2 })
  expect(answer?.outcomes).toContain('trasladada')
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
