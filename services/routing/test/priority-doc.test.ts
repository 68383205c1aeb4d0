import { readFileSync } from 'node:fs'
import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import { moveBody } from '../src/http/bodies.ts'
import { caseIn, noteRef, procedureOf, textRef } from './support/cases.ts'
import { move } from './support/commands.ts'

const page = readFileSync(new URL('../../../docs/how-to/decide-a-priority.md', import.meta.url), 'utf8')
const bodies = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, body = '']) =>
  moveBody.parse(JSON.parse(body)),
)
const pqrsd = procedureOf('pqrsd', 2)
const on = '2026-12-02'

/** The page takes back what it granted, and decides anew what was asked for. */
const before: Readonly<Record<string, readonly string[]>> = {
  'conceder-prioridad': ['pedir-prioridad'],
  'negar-prioridad': ['pedir-prioridad'],
  'retirar-prioridad': ['pedir-prioridad', 'conceder-prioridad'],
}

function made(events: CaseEvent[], { transition = '', form, note }: (typeof bodies)[number]): CaseEvent[] {
  const brought = { ...(form && { form: { given: form, ref: textRef } }), ...(note && { noteRef }) }
  const command = move(pqrsd, { transition }, { on, today: on, by: 'agente-7', ...brought })
  const decision = caseDecider.decide(command, given(caseDecider, ...events).state)
  if (isRefusal(decision)) throw new Error(`${transition}: ${decision.refused} ${decision.detail}`)
  return [...events, ...decision]
}

it('the page shows a body of each move, and each is taken', () => {
  for (const body of bodies) {
    const steps = (before[body.transition ?? ''] ?? []).map((name) =>
      bodies.find((one) => one.transition === name),
    )
    const start = steps.reduce<CaseEvent[]>(
      (events, step) => (step ? made(events, step) : events),
      caseIn(pqrsd, 'en-tramite'),
    )
    expect(
      made(start, body)
        .slice(start.length)
        .map(({ type }) => type),
    ).toContain('CasePrioritySet')
  }
  const own = pqrsd.transitions.filter(({ priority }) => priority !== undefined)
  expect(new Set(bodies.map(({ transition }) => transition))).toEqual(
    new Set(own.map(({ id }) => id.split(':')[0])),
  )
})
