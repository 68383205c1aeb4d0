import { nationalCalendar } from '@ventanilla/calendar'
import { describe, expect, test } from 'vitest'
import {
  type GuardFacts,
  guardLacks,
  guards,
  guardsFor,
  guardWords,
  loadProcedure,
  type PlainGuard,
  type WrittenGuard,
} from '../src/index.ts'
import { changed, tiny } from './tiny.ts'

const [field] =
  loadProcedure(
    changed(
      tiny,
      'initial: pedida',
      'forms: [{ id: f, name: F, fields: [{ id: para, name: Para qué, type: text }] }]\ninitial: pedida',
    ),
  ).forms[0]?.fields ?? []
if (field === undefined) throw new Error('the form has a field')

/** A case that has everything, on Friday 4 December 2026; it came into its state on the Monday before. */
const whole: GuardFacts = {
  ...{ officer: 'a-7', theme: 'puertas', product: 'ninguno', outcome: 'prestada', answered: true },
  ...{ on: '2026-12-04', enteredOn: '2026-11-30', calendar: nationalCalendar(), missing: [], openTasks: [] },
}
const wait = (amount: number, unit: 'business-days' | 'calendar-days'): PlainGuard => ({
  'not-before': { amount, unit },
})

const cases: [PlainGuard, Partial<GuardFacts>, (string | undefined)[]][] = [
  ['assigned', { officer: undefined }, [undefined]],
  ['classified', { theme: undefined }, ['body.theme']],
  ['classified', { theme: undefined, product: undefined }, ['body.theme', 'body.product']],
  ['outcome-recorded', { outcome: undefined }, ['body.outcome']],
  ['answered', { answered: false }, [undefined]],
  ['form-complete', { missing: [field] }, [undefined]],
  ['tasks-done', { openTasks: [{ taskId: 't-1', name: 'Concepto' }] }, [undefined]],
  // Tuesday to Friday are four days, and the fourth has to be over.
  [wait(4, 'business-days'), {}, ['body.on']],
  // Saturday and Sunday count for one and not for the other.
  [wait(5, 'calendar-days'), { on: '2026-12-05' }, ['body.on']],
  [wait(5, 'business-days'), { on: '2026-12-06' }, ['body.on']],
]

describe('guards', () => {
  test.each(cases)('%j asks for what is not there: %j', (written, facts, fields) => {
    const lacks = guardLacks(written, { ...whole, ...facts })
    expect(lacks.map(({ field }) => field)).toEqual(fields)
    for (const { code, detail } of lacks) {
      expect(guards.map((guard) => guard.code)).toContain(code)
      expect(detail).toMatch(/^\p{Lu}.*\.$/u)
    }
  })

  test('a form that lacks something names each of its fields', () => {
    expect(guardLacks('form-complete', { ...whole, missing: [field] })).toEqual([
      {
        code: 'form-incomplete',
        about: 'para',
        detail: 'Falta «Para qué» en el formulario de la solicitud.',
      },
    ])
  })

  test.each<PlainGuard>([
    'assigned',
    'classified',
    'outcome-recorded',
    'answered',
    'form-complete',
    wait(3, 'business-days'),
    wait(3, 'calendar-days'),
  ])('%j lacks nothing in a case that has it', (written) => {
    expect(guardLacks(written, whole)).toEqual([])
    expect(guardWords(written)).toMatch(/\S/)
  })

  test('one that is for some kinds is asked of those alone', () => {
    const ofBoth: WrittenGuard[] = [
      { guard: wait(62, 'calendar-days'), kinds: ['reclamo'] },
      wait(31, 'calendar-days'),
    ]
    expect(guardsFor({ guards: ofBoth }, 'reclamo')).toEqual([
      wait(62, 'calendar-days'),
      wait(31, 'calendar-days'),
    ])
    expect(guardsFor({ guards: ofBoth }, 'queja')).toEqual([wait(31, 'calendar-days')])
    expect(guardsFor({}, 'queja')).toEqual([])
    expect(ofBoth.map(guardWords)).toEqual([
      '62 días calendario en el estado (solo reclamo)',
      '31 días calendario en el estado',
    ])
  })

  test('each of the list is shown here, and has a code of its own', () => {
    const shown = cases.map(([written]) => (typeof written === 'string' ? written : Object.keys(written)[0]))
    expect(new Set(shown)).toEqual(new Set(guards.map(({ name }) => name)))
    expect(new Set(guards.map(({ code }) => code)).size).toBe(guards.length)
  })
})
