import { join } from 'node:path'
import { type Entity, loadEntity, loadProcedure, type Procedure } from '@ventanilla/procedures'
import fc from 'fast-check'

export const museum: Entity = loadEntity(join(import.meta.dirname, '../fixtures/entities/museo'))

const source = 'Procedimiento generado'
const term = { amount: 5, unit: 'business-days' }
const outcomes = ['a-favor-del-usuario', 'a-favor-de-la-entidad']
export const evidences = ['libre', 'de-conservacion']
const fields = [
  { id: 'titulo', name: 'Título', type: 'text', maxLength: 10, required: true },
  { id: 'cuando', name: 'Cuándo', type: 'date', notBefore: 'today' },
  { id: 'urgente', name: 'Urgente', type: 'yes-no' },
  { id: 'hojas', name: 'Hojas', type: 'integer', min: 1, requiredWhen: { field: 'urgente', is: true } },
]

/** Some of these, or nothing at all. */
const some = <T>(values: readonly T[]) =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined, freq: 2 })

const guard = [
  'assigned',
  'classified',
  'outcome-recorded',
  'answered',
  'form-complete',
  { 'not-before': { amount: 2, unit: 'calendar-days' } },
]

/** Guards that only cases of one kind are asked. */
const guardOfKind = [
  { guard: 'classified', kinds: ['k'] },
  { guard: { 'not-before': { amount: 4, unit: 'calendar-days' } }, kinds: ['l'] },
]

/** What a move may ask for. @param before moves that can have been made before it */
const asks = (before: readonly string[], guards: readonly unknown[] = [...guard, ...guardOfKind]) =>
  fc.record(
    {
      note: fc.constantFrom('required', 'optional'),
      evidence: some(evidences),
      form: fc.constantFrom('del-movimiento', undefined, undefined),
      guards: some(guards),
      fourEyes: before.length === 0 ? fc.constant(undefined) : some(before),
    },
    { noNullPrototype: true },
  )

/** Moves that are like those that owners write: on, back, up, answered, closed, opened again. */
const moves = fc
  .tuple(
    asks([]),
    asks(['m0', 'm3']),
    asks(['m0', 'm1']),
    asks(['m0'], guard),
    asks(['m1', 'm2'], guard),
    some(outcomes),
    fc.subarray(outcomes, { minLength: 1 }),
    fc.boolean(),
    some(['k', 'l']),
    some(['k', 'l']),
  )
  .map(([first, answer, close, up, again, onTheWay, byAnswer, escalates, upKinds, againKinds]) => [
    { id: 'm0', from: 'a', to: 'b', reason: 'Sigue', ...first },
    { id: 'm1', from: 'b', to: 'c', reason: 'Se responde', action: 'answer', ...answer, outcomes: byAnswer },
    { id: 'm2', from: 'c', to: 'd', reason: 'Se cierra', action: 'close', ...close },
    {
      ...{ id: 'm3', from: ['a', 'b'], to: 'b', reason: 'Otra vez', kinds: upKinds, ...up },
      ...(escalates ? { action: 'escalate' } : { outcomes: onTheWay }),
    },
    {
      id: 'm4',
      from: ['c', 'd'],
      to: 'a',
      reason: 'Se reabre',
      action: 'reopen',
      reopens: 'new-term',
      kinds: againKinds,
      ...again,
    },
    { id: 'm5', from: ['a', 'b'], reason: 'Se apura', priority: { becomes: 'granted' } },
    { id: 'm6', from: ['a', 'b'], reason: 'Ya no', note: 'required', priority: { becomes: 'withdrawn' } },
  ])

/** A procedure as an owner could have written it, read by the loader: what it refuses is not tried. */
export const anyProcedure: fc.Arbitrary<Procedure> = fc
  .record({ transitions: moves, asked: fc.boolean() })
  .map(({ transitions, asked }) => {
    const written = {
      ...{ id: 'generado', version: 1, valid: { from: '2026-01-01' }, family: 'g', name: 'Generado', source },
      clock: { starts: 'day-after', pauseDay: 'counts', resumeDay: 'counts' },
      channels: ['correo'],
      regimes: [{ id: 'r', name: 'R', source }],
      kinds: [
        { id: 'k', name: 'K', regime: 'r', term, article: '1', source, ...(asked && { form: 'del-tipo' }) },
        { id: 'l', name: 'L', regime: 'r', term, article: '1', source, form: 'del-tipo' },
      ],
      outcomes: outcomes.map((id) => ({ id, name: id })),
      evidence: [
        { id: 'libre', name: 'Libre', source },
        { id: 'de-conservacion', name: 'De conservación', source, by: ['conservacion'] },
      ],
      forms: ['del-tipo', 'del-movimiento'].map((id) => ({ id, name: id, fields })),
      initial: 'a',
      states: [
        { id: 'a', name: 'A', clock: 'runs' },
        { id: 'b', name: 'B', clock: 'runs' },
        { id: 'c', name: 'C', clock: 'ends' },
        { id: 'd', name: 'D', clock: 'ends', final: true },
      ],
      transitions,
      levels: [{ level: 1, name: 'Uno' }],
      typification: [{ area: 'registro', level: 1 }],
      escalation: { kinds: ['k'], to: 'misional', source },
      ladder: [{ id: 'fin', name: 'Fin', atRemaining: 0 }],
    }
    // JSON is YAML, and has no `undefined`.
    return loadProcedure(JSON.stringify(written), museum)
  })
