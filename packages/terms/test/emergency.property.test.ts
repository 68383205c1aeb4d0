import { addDays, bogotaInstant, fromDayNumber, nationalCalendar, toDayNumber } from '@ventanilla/calendar'
import { clockFrom, regimeNamed, rulesOf } from '@ventanilla/terms'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rulesFor } from './clock-of.ts'

const names = fc.constantFrom('peticion', 'informacion', 'consulta')
const national = nationalCalendar()
const between = (first: string, last: string) =>
  fc.integer({ min: toDayNumber(first), max: toDayNumber(last) }).map(fromDayNumber)
const types = fc.constantFrom(
  ...['paused', 'resumed', 'requirement-sent', 'completed', 'extended', 'answered', 'delivered', 'reopened'],
)
const steps = fc.array(fc.tuple(types, fc.nat(12), fc.constantFrom(1, 10, 15, 20, 30, 35)), { maxLength: 8 })

function counted(name: string, received: string, what: readonly [string, number, number][], set: object) {
  let day = received
  const facts = what.map(([type, gap, days]) => {
    day = addDays(day, gap)
    return { type, at: bogotaInstant(day, '10:00'), reason: 'prueba', days }
  })
  return clockFrom(
    rulesFor(name, { ...set }),
    [{ type: 'received', at: `${received}T08:00` }, ...facts],
    national,
  )
}

it('changes nothing of what came after the emergency', () => {
  fc.assert(
    fc.property(names, between('2022-05-18', '2027-06-30'), steps, (name, day, what) => {
      expect(counted(name, day, what, { 'emergency.terms': 'ordinary' })).toEqual(
        counted(name, day, what, {}),
      )
    }),
    { numRuns: 5_000 },
  )
})

it('counts whom it spares as if there had been no emergency: by the ordinary number of days', () => {
  const amounts: Record<string, string> = { peticion: '15', informacion: '10', consulta: '30' }
  fc.assert(
    fc.property(names, between('2020-02-01', '2022-05-17'), steps, (name, day, what) => {
      const { due, state, breachedAt, refused } = counted(name, day, what, { 'emergency.terms': 'ordinary' })
      const amount = amounts[name] ?? ''
      const plain = counted(name, day, what, { 'term.amount': amount, 'extension.limit': amount })
      expect({ due, state, breachedAt, refused }).toEqual({
        ...{ due: plain.due, state: plain.state },
        ...{ breachedAt: plain.breachedAt, refused: plain.refused },
      })
    }),
    { numRuns: 5_000 },
  )
})

it('is no question for terms that the decree did not speak of', () => {
  const congress = regimeNamed('congreso-258')
  expect(congress && rulesOf(congress, { 'emergency.terms': 'ordinary' })).toMatchObject({
    refused: 'parameter-unknown',
  })
})
