import { describe, expect, test } from 'vitest'
import {
  assignFor,
  clockEffect,
  entitiesDir,
  escalationProblem,
  loadEntity,
  movesFrom,
  parameterValue,
  procedureVersion,
  radicadoFormat,
  transitionFor,
} from '../src/index.ts'

const icetex = loadEntity(`${entitiesDir}/icetex`)
const found = procedureVersion(icetex, 'pqrsd', 1)
if (found === undefined) throw new Error('ICETEX has no first version of «pqrsd»')
const pqrsd = found

test('the six types of the document and the modalities of the law, with their terms', () => {
  const groups = new Set(pqrsd.kinds.map(({ group }) => group))
  expect(groups).toEqual(new Set(['solicitud', 'peticion', 'queja', 'reclamo', 'sugerencia', 'denuncia']))
  expect(Object.fromEntries(pqrsd.kinds.map(({ id, term }) => [id, `${term.amount} ${term.unit}`]))).toEqual({
    'peticion-interes-general': '15 business-days',
    'peticion-interes-particular': '15 business-days',
    informacion: '10 business-days',
    consulta: '30 business-days',
    queja: '15 business-days',
    reclamo: '15 business-days',
    sugerencia: '15 business-days',
    denuncia: '15 business-days',
    solicitud: '15 business-days',
    tramite: '15 business-days',
  })
})

test('the channels of the document', () => {
  expect(pqrsd.channels).toEqual([
    'personalizado',
    'virtual',
    'contact-center',
    'escrita',
    'linea-agil-exterior',
    'redes-sociales',
    'grandes-clientes',
  ])
})

describe('the term', () => {
  test('only an answer on the substance ends it, or a transfer, a withdrawal or an annulment', () => {
    const clock = (state: string) => clockEffect(pqrsd, state)
    const ending = pqrsd.transitions.filter(({ from, to }) => clock(from) !== 'ends' && clock(to) === 'ends')
    expect(new Set(ending.map(({ action }) => action))).toEqual(
      new Set(['answer', 'transfer', 'withdraw', 'annul']),
    )
  })

  test('neither filing, nor assigning, nor escalating stops it', () => {
    for (const state of ['radicada', 'asignada', 'en-tramite', 'escalada', 'reabierta']) {
      expect(clockEffect(pqrsd, state)).toBe('runs')
    }
    expect(pqrsd.reception).toBeUndefined()
  })

  test('an incomplete petition stops it, until the day after it is completed (Ley 1755 art. 17)', () => {
    expect(clockEffect(pqrsd, transitionFor(pqrsd, 'en-tramite', 'suspend')?.to ?? '')).toBe('stops')
    expect(pqrsd.clock).toEqual({ starts: 'day-after', pauseDay: 'counts', resumeDay: 'not-counted' })
  })

  test('a reopened case says how its term goes on', () => {
    const reopening = movesFrom(pqrsd, 'cerrada').map(({ reason, reopens, note }) => [reason, reopens, note])
    expect(reopening).toEqual([
      ['La respuesta no fue de fondo', 'original-due', 'required'],
      ['El peticionario no está conforme con la respuesta', 'new-term', 'required'],
    ])
  })
})

test('a case can be answered as soon as it is open, with one of the five outcomes', () => {
  for (const state of ['radicada', 'asignada', 'en-tramite', 'escalada', 'requerida', 'reabierta']) {
    const answer = transitionFor(pqrsd, state, 'answer')
    expect(answer).toMatchObject({ to: 'respondida', note: 'optional', by: 'user' })
    expect(answer?.evidence).toBeUndefined()
    expect(answer?.outcomes).toEqual(pqrsd.outcomes.map(({ id }) => id))
  }
  expect(transitionFor(pqrsd, 'respondida', 'answer')).toBeUndefined()
  expect(transitionFor(pqrsd, 'respondida', 'close')?.to).toBe('cerrada')
})

test('a transfer and a withdrawal bring their outcome and their evidence', () => {
  const evidenced = { outcomes: ['trasladada'], evidence: ['oficio-de-traslado'], note: 'required' }
  expect(transitionFor(pqrsd, 'radicada', 'transfer')).toMatchObject(evidenced)
  const tacit = transitionFor(pqrsd, 'requerida', { to: 'desistida', reason: 'Desistimiento tácito' })
  expect(tacit).toMatchObject({ outcomes: ['desistida'], evidence: ['acto-motivado'], note: 'required' })
})

describe('escalation', () => {
  const problem = (kind: string, area: string) => escalationProblem(pqrsd, icetex.areas, { kind, area })

  test('quejas, reclamos and denuncias go up to mission areas', () => {
    for (const kind of ['queja', 'reclamo', 'denuncia'])
      expect(problem(kind, 'gestion-operaciones')).toBeUndefined()
  })

  test('nothing else goes up, and to no other area', () => {
    expect(problem('peticion-interes-particular', 'gestion-operaciones')).toBe('kind-not-escalable')
    expect(problem('queja', 'gestion-archivo')).toBe('area-not-misional')
    expect(problem('queja', 'un-area-ajena')).toBe('area-unknown')
  })

  test('there are three levels, and the tree sends to the third only what may go up', () => {
    expect(pqrsd.levels.map(({ level }) => level)).toEqual([1, 2, 3])
    const third = pqrsd.typification.filter(({ level }) => level === 3)
    expect(third.length).toBeGreaterThan(0)
    for (const { area } of third) expect(icetex.areas.find(({ id }) => id === area)?.misional).toBe(true)
  })
})

test('the tree sends by kind, theme, product and channel, and the provider attends the rest', () => {
  const area = (about: Parameters<typeof assignFor>[1]) => assignFor(pqrsd, about).area
  expect(area({ kind: 'reclamo', theme: 'cartera' })).toBe('recuperacion-cumplimiento')
  expect(area({ kind: 'queja', channel: 'grandes-clientes' })).toBe('gestion-comercial-mercadeo')
  expect(area({ kind: 'queja', theme: 'atencion-en-canales' })).toBe('grupo-gestion-servicio')
  expect(area({ kind: 'solicitud', product: 'fondos-en-administracion' })).toBe('grupo-gestion-servicio')
  expect(assignFor(pqrsd, { kind: 'informacion' })).toMatchObject({
    area: 'proveedor-atencion-usuario',
    level: 1,
  })
})

test('every product has a capture unit, so that none stops the release of the format', () => {
  const units = new Map(icetex.products.map(({ id, unit379 }) => [id, unit379]))
  expect([...units.values()]).not.toContain(undefined)
  expect(new Set(units.values())).toEqual(new Set(['03', '04', '10']))
  expect(units.get('titulos-ahorro-educativo')).toBe(parameterValue(icetex.params, 'unidad-379-ahorro'))
})

test('its radicado is code, year and six digits', () => {
  expect(radicadoFormat(icetex, 2026)).toEqual({
    series: 'icetex/2026',
    prefix: 'ICX-2026-',
    width: 6,
    suffix: '',
  })
})
