import { describe, expect, test } from 'vitest'
import {
  entitiesDir,
  evidenceFor,
  loadEntity,
  movesFrom,
  parameterValue,
  procedureVersion,
  transitionFor,
} from '../src/index.ts'

const icetex = loadEntity(`${entitiesDir}/icetex`)
const found = procedureVersion(icetex, 'publicaciones', 1)
if (found === undefined) throw new Error('ICETEX has no first version of «publicaciones»')
const publicaciones = found
const parameter = (id: string) => parameterValue(publicaciones.parameters, id)
const nameOf = new Map(publicaciones.states.map(({ id, name }) => [id, name]))

test('its seven states are those of the document', () => {
  const names = ['Registrado', 'En proceso', 'Suspendido', 'Solucionado', 'Cerrado', 'Anulado', 'Reabierto']
  expect(publicaciones.states.map(({ name }) => name)).toEqual(names)
  expect(nameOf.get(publicaciones.initial)).toBe('Registrado')
})

/** From, to, reason, and whether «observaciones» are mandatory: M1-3-06, 5.2.4 to 5.2.7. */
const written: [string, string, string, boolean][] = [
  ['En proceso', 'Solucionado', 'Solución entregada', false],
  ['Solucionado', 'Cerrado', 'Se ha validado con el usuario', false],
  [
    'Solucionado',
    'Cerrado',
    'Por tiempo excedido de los tres (3) días para que el usuario evalúe la encuesta de servicio',
    false,
  ],
  ['En proceso', 'Suspendido', 'En espera por usuario', true],
  ['Registrado', 'Anulado', 'Fuera del alcance', true],
  ['Registrado', 'Anulado', 'Repetido o duplicado', true],
  ['Registrado', 'Anulado', 'Mal registrado', true],
  ['Registrado', 'Anulado', 'Por solicitud del Usuario', true],
  ['En proceso', 'Suspendido', 'Solucionado - pendiente validación de usuario', true],
  ['En proceso', 'Anulado', 'Mal registrado', true],
  ['En proceso', 'Anulado', 'Repetido o duplicado', true],
  ['Suspendido', 'Anulado', 'No está aprobado', true],
  ['Suspendido', 'Anulado', 'Información incompleta / Información no es clara', true],
  ['Suspendido', 'En proceso', 'Respuesta dada por usuario', false],
  ['Suspendido', 'En proceso', 'Por causas exógenas que impactan el procedimiento', false],
  ['Reabierto', 'En proceso', 'Caso se encuentra en atención', false],
]
const added: [string, string, string, boolean][] = [
  ['Registrado', 'En proceso', 'Cumple las condiciones generales', false],
  ['Solucionado', 'Suspendido', 'En espera por usuario', false],
  ['Cerrado', 'Reabierto', 'El usuario pide reabrir el caso', true],
]

test('its transitions are those of the document and the three that it needs and does not write', () => {
  const all = publicaciones.transitions.map(({ from, to, reason, note }) =>
    JSON.stringify([nameOf.get(from), nameOf.get(to), reason, note === 'required']),
  )
  expect(all.toSorted()).toEqual([...written, ...added].map((move) => JSON.stringify(move)).toSorted())
})

test('a reason belongs to its pair of states', () => {
  const byReason = (from: string, to: string, reason: string) =>
    transitionFor(publicaciones, from, { to, reason })
  expect(byReason('registrado', 'anulado', 'Fuera del alcance')?.id).toBe('anular-fuera-del-alcance')
  expect(byReason('en-proceso', 'anulado', 'Fuera del alcance')).toBeUndefined()
  expect(byReason('suspendido', 'anulado', 'Mal registrado')).toBeUndefined()
  expect(transitionFor(publicaciones, 'registrado', 'annul')).toBeUndefined()
})

test('its thirteen categories have the days of the agreement', () => {
  const agreed = publicaciones.kinds.filter(({ exception }) => exception === undefined)
  expect(agreed.map(({ name, term }) => [name, term.amount])).toEqual([
    ['Actualización y divulgación de contenidos en la web', 12],
    ['Actualización web + campañas mensajes de texto o e-mail', 12],
    ['Actualización web + infoservicio', 12],
    ['Actualización web + campañas mensajes de texto o e-mail + infoservicios', 12],
    ['Diseño y publicación de piezas gráficas en la web', 12],
    ['Lanzamiento de un producto o servicio en la web', 12],
    ['Modificación o reemplazo de archivos adjuntos en el portal web', 12],
    ['Nueva sección en la web', 12],
    ['Publicación de archivos en la web', 12],
    ['Campañas de mensajes de texto o e-mail', 6],
    ['Campañas de mensajes de texto o e-mail + infoservicio', 6],
    ['Diseño de piezas comerciales', 5],
    ['Divulgación de información por Infoservicios', 4],
  ])
  expect(new Set(publicaciones.kinds.map(({ term }) => term.unit))).toEqual(new Set(['business-days']))
})

test('its ten exceptions take one business day when they come before nine', () => {
  const exceptions = publicaciones.kinds.filter(({ exception }) => exception !== undefined)
  expect(exceptions).toHaveLength(10)
  for (const { term, exception } of exceptions) {
    expect(term.amount).toBe(1)
    expect(exception).toEqual({ before: '09:00', late: parameter('excepcion-tardia') })
  }
})

describe('what the document leaves open is a parameter that acts', () => {
  test('the clock runs in Registrado, En proceso and Reabierto, stops in two states, ends in two', () => {
    const clock = new Map(publicaciones.states.map(({ id, clock }) => [id, clock]))
    expect(Object.fromEntries(clock)).toEqual({
      registrado: 'runs',
      'en-proceso': 'runs',
      reabierto: 'runs',
      suspendido: 'stops',
      solucionado: 'stops',
      cerrado: 'ends',
      anulado: 'ends',
    })
    expect(parameter('reloj-en-suspendido')).toBe(clock.get('suspendido'))
    expect(parameter('reloj-en-solucionado')).toBe(clock.get('solucionado'))
  })

  test('a solved case closes by itself after three business days', () => {
    const closing = movesFrom(publicaciones, 'solucionado').find(({ after }) => after !== undefined)
    expect(closing).toMatchObject({ to: 'cerrado', by: 'system', action: 'close' })
    expect(closing?.after).toEqual({ amount: 3, unit: 'business-days' })
    expect(closing?.after).toEqual(parameter('cierre-automatico'))
  })

  test('a suspended case has no end of its own and a warning after fifteen business days', () => {
    const suspended = publicaciones.states.find(({ id }) => id === 'suspendido')
    expect(suspended?.warnAfter).toEqual({ amount: 15, unit: 'business-days' })
    expect(movesFrom(publicaciones, 'suspendido').filter(({ by }) => by === 'system')).toEqual([])
  })

  test('the day of a change counts, and day 1 is the one after reception', () => {
    expect(publicaciones.clock).toEqual({ starts: 'day-after', pauseDay: 'counts', resumeDay: 'counts' })
  })

  test('an incomplete case is suspended with a reason that exists', () => {
    const reason = String(parameter('razon-de-caso-incompleto'))
    expect(transitionFor(publicaciones, 'en-proceso', { to: 'suspendido', reason })?.note).toBe('required')
  })

  test('requests are received from eight to five, Monday to Friday', () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', outside: 'next-business-day' }
    expect(publicaciones.reception).toEqual(hours)
  })

  test('the weight of a banner and the letters of a message', () => {
    expect(parameter('banner-peso-maximo')).toBe(153_600)
    expect(String(parameter('sms-letras-rechazadas'))).not.toContain('ñ')
    expect(parameter('sms-telefono')).toBe('optional-column')
  })
})

describe('what must be attached', () => {
  const solve = transitionFor(publicaciones, 'en-proceso', 'solve')
  if (solve === undefined) throw new Error('En proceso has no way to Solucionado')
  const needed = (kind: string, requestingArea?: string) =>
    evidenceFor(publicaciones, solve, { kind, ...(requestingArea && { requestingArea }) }).map(({ id }) => id)

  test('approval of the boss and of Comunicaciones and the visto bueno of the areas', () => {
    expect(needed('campana')).toEqual([
      'aprobacion-del-jefe',
      'aprobacion-comunicaciones',
      'visto-bueno-areas',
    ])
  })

  test('and proof of the piece, when it is one', () => {
    expect(needed('piezas-comerciales')).toContain('evidencia-de-entrega')
  })

  test('the group that publishes without filing is excused of the approval to file, not of the others', () => {
    expect(needed('campana', 'grupo-comercial-mercadeo')).toEqual([
      'aprobacion-comunicaciones',
      'visto-bueno-areas',
    ])
  })

  test('a case that lacks them can start and be suspended, to be completed', () => {
    expect(transitionFor(publicaciones, 'registrado', 'start')?.evidence).toBeUndefined()
    expect(
      transitionFor(publicaciones, 'en-proceso', { to: 'suspendido', reason: 'En espera por usuario' }),
    ).toBeDefined()
  })
})
