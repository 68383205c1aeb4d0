import { expect, it } from 'vitest'
import { groundIn, groundsOf, loadProcedure } from '../src/index.ts'
import { changed, tiny } from './tiny.ts'

const text = changed(
  changed(
    tiny,
    'transitions:\n',
    `transitions:
  - id: apurar
    from: [pedida, prestada]
    reason: Se concede la prioridad
    form: prioridad
    priority: { becomes: granted, ground: motivo }
  - id: esperar
    from: pedida
    reason: Se retira la prioridad
    priority: { becomes: withdrawn }
`,
  ),
  'initial: pedida',
  `forms:
  - id: prioridad
    name: Prioridad
    fields:
      - { id: motivo, name: Motivo, type: choice, required: true, options: [{ id: examen, name: Hay examen }, { id: otro, name: Otro }] }
initial: pedida`,
)
const procedure = loadProcedure(text)
const [here, there, back] = procedure.transitions

it('leaves the case where it is: a move that says no state to go to', () => {
  expect([here, there, back].map((move) => [move?.id, move?.from, move?.to])).toEqual([
    ['apurar:pedida', 'pedida', 'pedida'],
    ['apurar:prestada', 'prestada', 'prestada'],
    ['esperar', 'pedida', 'pedida'],
  ])
})

it('knows the grounds of a procedure that nobody here has heard of', () => {
  expect(groundsOf(procedure)).toEqual([
    { id: 'examen', name: 'Hay examen' },
    { id: 'otro', name: 'Otro' },
  ])
  expect(here && groundIn(here, { motivo: 'examen' })).toBe('examen')
  expect(back && groundIn(back, { motivo: 'examen' })).toBeUndefined()
})

it('may be by a ground that nobody is told of', () => {
  const kept = loadProcedure(changed(text, 'name: Motivo,', 'name: Motivo, sensitive: true,'))
  expect(kept.transitions[0]?.priority).toEqual({ becomes: 'granted', ground: 'motivo' })
})
