import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { exampleForm, formOf, type Procedure } from '@ventanilla/procedures'
import type { Row } from '@ventanilla/projections'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import { walkCase } from '../src/domain/conformance/walk-case.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import { publications } from '../src/publications.ts'
import { cases } from '../src/queries/cases/projection.ts'
import { calendar, caseId, caseIn, friday, icetex, noteRef, procedureOf, textRef } from './support/cases.ts'
import { move } from './support/commands.ts'

const pqrsd = procedureOf('pqrsd', 2)
/** The same, of an entity whose grounds tell nothing of anybody. */
const open: Procedure = {
  ...pqrsd,
  forms: pqrsd.forms.map((form) => ({
    ...form,
    fields: form.fields.map((field) =>
      field.id === 'motivo' && field.type === 'choice' ? { ...field, sensitive: undefined } : field,
    ),
  })),
}
const names = ['pedir', 'conceder', 'negar', 'retirar'] as const
type Name = (typeof names)[number]

const monday = '2026-11-23'
const by = 'agente-7'

function formFor(name: Name, motivo: string) {
  const id = pqrsd.transitions.find((one) => one.id.startsWith(`${name}-prioridad`))?.form
  const form = formOf(pqrsd, id)
  if (form === undefined) return {}
  const example = exampleForm(form, monday)
  return { form: { given: 'motivo' in example ? { ...example, motivo } : example, ref: textRef } }
}

function making(name: Name, motivo = 'perjuicio-irremediable', about = {}, procedure = open) {
  return move(
    procedure,
    { transition: `${name}-prioridad` },
    { ...{ on: monday, today: monday, by }, noteRef, ...formFor(name, motivo), ...about },
  )
}

/** What moves make of a case, one after the other; those that are refused leave it as it was. */
function after(state: string, ...made: readonly (readonly [Name, string?])[]): CaseEvent[] {
  const events = caseIn(pqrsd, state)
  for (const [name, motivo] of made) {
    const decision = caseDecider.decide(making(name, motivo), given(caseDecider, ...events).state)
    if (!isRefusal(decision)) events.push(...decision)
  }
  return events
}

const stateOf = (events: CaseEvent[]) => {
  const { state } = given(caseDecider, ...events)
  if (state.status !== 'open') throw new Error(state.status)
  return state
}

describe('the priority of a case', () => {
  it('that isn’t granted is not taken back, and nobody is asked for a note before', () => {
    const state = stateOf(caseIn(pqrsd, 'en-tramite'))
    const decision = caseDecider.decide(making('retirar', undefined, { noteRef: undefined }), state)
    expect(decision).toMatchObject({
      refused: 'priority-not-granted',
      errors: [{ field: 'body.note', code: 'note-required' }],
    })
  })

  it('is asked for with its ground and granted with reasons; the case and its waits stay where they were', () => {
    const before = caseIn(pqrsd, 'en-tramite')
    const events = after('en-tramite', ['pedir'], ['conceder'])
    const { state, enteredOn, movedOn, clock, priority } = stateOf(events)
    expect({ state, enteredOn, movedOn, clock }).toEqual({
      ...{ state: 'en-tramite', enteredOn: friday, movedOn: monday, clock: 'runs' },
    })
    expect(priority).toEqual({ is: 'granted', ground: 'perjuicio-irremediable', on: monday, by })
    const told = events.slice(before.length)
    expect(told.map(({ type }) => type)).toEqual([
      'CaseMoved',
      'CasePrioritySet',
      'CaseMoved',
      'CasePrioritySet',
    ])
    expect(told.at(-1)?.data).toEqual({
      caseId,
      is: 'granted',
      ground: 'perjuicio-irremediable',
      on: monday,
      by,
    })
  })

  it.each([
    ['perjuicio-irremediable', ['prueba-del-derecho', 'prueba-del-riesgo']],
    ['vida-o-integridad', ['medidas']],
    ['ninez', []],
    ['periodista', []],
  ])('asks of each ground what the law asks of it: %s', (motivo, missing) => {
    const given = { motivo, razones: 'Las del acto' }
    const command = making('conceder', motivo, { form: { given, ref: textRef } })
    const decision = caseDecider.decide(command, stateOf(caseIn(pqrsd, 'asignada')))
    const fields = isRefusal(decision) ? decision.errors?.map(({ field }) => field) : []
    expect(fields).toEqual(missing.map((field) => `body.form.${field}`))
  })

  it('may be asked for without proof: it is refused with reasons, and never not received', () => {
    const given = { motivo: 'perjuicio-irremediable', 'quien-la-pide': 'peticionario' }
    const command = making('pedir', undefined, { form: { given, ref: textRef } })
    expect(isRefusal(caseDecider.decide(command, stateOf(caseIn(pqrsd, 'asignada'))))).toBe(false)
  })

  it.each([
    ['asked for twice', [['pedir']], 'pedir', 'priority-stands'],
    ['granted twice', [['conceder']], 'conceder', 'priority-stands'],
    ['asked for where it is granted', [['conceder']], 'pedir', 'priority-stands'],
    ['refused where it is granted', [['conceder']], 'negar', 'priority-stands'],
    ['refused where nobody asked', [], 'negar', 'priority-not-asked'],
    ['refused twice', [['pedir'], ['negar']], 'negar', 'priority-not-asked'],
    ['taken back where it isn’t granted', [['pedir']], 'retirar', 'priority-not-granted'],
    ['taken back twice', [['conceder'], ['retirar']], 'retirar', 'priority-not-granted'],
  ] as const)('is not %s', (_, made, name, code) => {
    given(caseDecider, ...after('asignada', ...made))
      .when(making(name))
      .thenRefused(code)
  })

  it('is taken back only with a reason, and keeps the ground that it was granted by', () => {
    const { noteRef: _, ...bare } = making('retirar')
    given(caseDecider, ...after('escalada', ['conceder', 'periodista']))
      .when(bare)
      .thenRefused('note-required')
    const { priority } = stateOf(after('escalada', ['conceder', 'periodista'], ['retirar']))
    expect(priority).toEqual({ is: 'withdrawn', ground: 'periodista', on: monday, by })
  })

  it('is published without who decided it', () => {
    const [event] = after('asignada', ['pedir', 'ninez']).slice(-1)
    const told = publications(event as never)
    expect(told).toMatchObject({ type: 'ventanilla.routing.CasePrioritySet.v1' })
    expect(told?.data).toEqual({ caseId: event?.data.caseId, is: 'asked', ground: 'ninez', on: monday })
  })

  it('is held against the move that set it', () => {
    const at = '2026-11-23T15:00:00.000Z'
    const stamped = (events: CaseEvent[]) => events.map((event, n) => ({ ...event, version: n + 1, at }))
    const codes = (events: CaseEvent[]) =>
      walkCase(stamped(events), () => ({ procedure: pqrsd, entity: icetex, calendar }))?.deviations.map(
        ({ code }) => code,
      )
    const right = after('asignada', ['pedir'])
    const wrong = right.map((event) =>
      event.type === 'CasePrioritySet'
        ? { ...event, data: { ...event.data, is: 'granted' as const } }
        : event,
    )
    expect(codes(right)).not.toContain('priority-altered')
    expect(codes(wrong)).toContain('priority-altered')
  })
})

describe('a ground that tells of somebody', () => {
  const grounds = ['perjuicio-irremediable', 'vida-o-integridad', 'ninez', 'periodista']
  const decided = (name: Name, motivo: string, events: CaseEvent[]) => {
    const { state } = given(caseDecider, ...events)
    const decision = caseDecider.decide(making(name, motivo, {}, pqrsd), state)
    if (isRefusal(decision)) throw new Error(decision.detail)
    return [...events, ...decision]
  }
  const all = (motivo: string) => {
    const asked = decided('pedir', motivo, caseIn(pqrsd, 'en-tramite'))
    return decided('retirar', motivo, decided('conceder', motivo, asked))
  }

  it('is in no fact, nor is what is asked for because of it: whichever it is, the facts are the same', () => {
    for (const motivo of grounds) expect(all(motivo)).toEqual(all('periodista'))
    expect(JSON.stringify(all('vida-o-integridad'))).not.toMatch(/vida-o-|medidas|prueba-del/)
    expect(stateOf(all('ninez')).priority).toEqual({ is: 'withdrawn', on: monday, by })
    const forms = all('ninez').flatMap((event) =>
      event.type === 'CaseMoved' ? (event.data.form?.texts ?? []) : [],
    )
    expect(forms).toEqual(['motivo', 'hechos', 'motivo', 'razones'])
  })

  it('decides all the same what comes with the move, and nobody asks for it again afterwards', () => {
    const { state } = given(caseDecider, ...caseIn(pqrsd, 'en-tramite'))
    const missing = (motivo: string) => {
      const form = { given: { motivo, razones: 'Las del acto' }, ref: textRef }
      const decision = caseDecider.decide(making('conceder', motivo, { form }, pqrsd), state)
      return isRefusal(decision) ? decision.errors?.map(({ field }) => field) : []
    }
    expect(grounds.map(missing)).toEqual([
      ['body.form.prueba-del-derecho', 'body.form.prueba-del-riesgo'],
      ['body.form.medidas'],
      [],
      [],
    ])
    const events = all('perjuicio-irremediable').map((event, n) => ({
      ...event,
      version: n + 1,
      at: '2026-11-23T15:00:00.000Z',
    }))
    const walked = walkCase(events, () => ({ procedure: pqrsd, entity: icetex, calendar }))
    expect(walked?.deviations.map(({ code }) => code)).not.toContain('form-invalid')
  })

  it('hides the one that it was asked by, rather than telling that it was granted by that one', () => {
    const asked = after('en-tramite', ['pedir', 'periodista'])
    expect(stateOf(decided('conceder', 'ninez', asked)).priority).toEqual({ is: 'granted', on: monday, by })
  })
})

describe('whatever the order of its decisions', () => {
  const steps = fc.array(
    fc.tuple(fc.constantFrom(...names), fc.constantFrom('perjuicio-irremediable', 'ninez', 'periodista')),
    { maxLength: 12 },
  )

  it('the case says what a plain reading of the moves says, and a list that is folded anew says it too', () => {
    fc.assert(
      fc.property(
        steps,
        fc.constantFrom('asignada', 'en-tramite', 'escalada', 'requerida'),
        (made, state) => {
          let asked = false
          let granted = false
          let ground: string | undefined
          for (const [name, motivo] of made) {
            if (name === 'pedir' && !asked && !granted) [asked, ground] = [true, motivo]
            if (name === 'conceder' && !granted) [asked, granted, ground] = [false, true, motivo]
            if (name === 'negar' && asked) asked = false
            if (name === 'retirar' && granted) granted = false
          }
          const events = after(state, ...made)
          const { priority } = stateOf(events)
          expect([priority?.is === 'asked', priority?.is === 'granted']).toEqual([asked, granted])
          expect(priority?.ground).toBe(ground)
          const row = folded(events)
          expect([row?.priority ?? undefined, row?.precedence]).toEqual([priority?.is, granted ? 0 : 1])
          expect(row?.state).toBe(state)
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** As the read model keeps it: the row is written and read between any two facts. */
function folded(events: readonly CaseEvent[]): Row | undefined {
  let row: Row | undefined
  for (const event of events) {
    const next = cases.on[event.type]?.(row as never, { ...event, entity: 'icetex' } as never)
    row = cases.on[event.type] ? JSON.parse(JSON.stringify(next)) : row
  }
  return row
}
