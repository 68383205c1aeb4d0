import fc from 'fast-check'
import type { Brought } from '../../src/domain/move/needs.ts'
import { noteRef, textRef } from './cases.ts'
import { evidences } from './generated.ts'

/** One of three times nothing, or as often as is said. */
const maybe = <T>(value: fc.Arbitrary<T>, oneOf = 3) => fc.option(value, { nil: undefined, freq: oneOf })
const outcome = fc.constantFrom('a-favor-del-usuario' as const, 'a-favor-de-la-entidad' as const)

const given = fc.record(
  {
    titulo: fc.constantFrom('Bueno', 'Bueno', 'Bueno', 'Demasiado largo'),
    cuando: fc.constantFrom('2026-12-31', '2026-12-31', '2020-01-01'),
    urgente: fc.boolean(),
    hojas: fc.constantFrom(1, 2, 3, 0),
  },
  { requiredKeys: ['titulo'] },
)
const form = fc
  .tuple(given, fc.constantFrom({}, {}, {}, {}, { color: 'ocre' }))
  .map(([fields, unknown]) => ({ given: { ...fields, ...unknown }, ref: textRef }))

const givers = ['conservacion', 'conservacion', 'conservacion', 'direccion', undefined, 'cafeteria']
const evidence = fc
  .subarray(evidences)
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.constantFrom(...givers).map((by) => ({ id, ref: 'archivo:1', ...(by !== undefined && { by }) })),
      ),
    ),
  )
const allEvidence = fc.constant(evidences.map((id) => ({ id, ref: 'archivo:1', by: 'conservacion' })))

/** What comes with a move: mostly what it asks for, so that many are made. */
const brought = fc.record({
  noteRef: maybe(fc.constant(noteRef), 4),
  textRef: fc.constantFrom(undefined, undefined, undefined, textRef),
  evidence: fc.oneof({ weight: 2, arbitrary: evidence }, { weight: 3, arbitrary: allEvidence }),
  outcome: maybe(outcome, 2),
  theme: fc.constantFrom(undefined, 'exposicion', 'exposicion', 'exposicion', 'otro'),
  product: fc.constantFrom(undefined, 'ceramica', 'ceramica', 'ceramica', 'otro'),
  form: maybe(form, 2),
}) as fc.Arbitrary<Brought>

const move = fc.record({
  do: fc.constant('move' as const),
  brought,
  nth: fc.nat(3),
  by: fc.constantFrom('ana', 'bea', undefined),
  /** Days after today; negative: before. */
  late: fc.constantFrom(0, 0, 0, 0, 0, 1, -1),
})
const fill = fc.record({ do: fc.constant('fill' as const), form })
const assign = fc.record({
  do: fc.constant('assign' as const),
  area: fc.constantFrom('registro', 'conservacion'),
  officer: fc.constantFrom('ana', undefined),
})
const wait = fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 3 }) })

/** What people do with a case in its life. */
export const anyStep = fc.oneof(
  { weight: 6, arbitrary: move },
  { weight: 1, arbitrary: fill },
  { weight: 1, arbitrary: assign },
  { weight: 1, arbitrary: wait },
)
export type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never
export type MoveStep = Extract<Step, { do: 'move' }>
