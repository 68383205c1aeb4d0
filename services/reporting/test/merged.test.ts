import { bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newStanding, stand } from '../src/domain/case-file.ts'
import { tell as addTo, type CaseStory, newStory } from '../src/domain/case-story.ts'
import { place } from '../src/domain/extract/place.ts'
import { joined } from '../src/domain/joined.ts'
import { parseQuarter, type Quarter } from '../src/domain/quarter.ts'
import { derivedOf } from '../src/queries/case-files/columns.ts'
import { formato379 } from './definition.ts'
import { caseId, publisher } from './facts.ts'
import { histories } from './histories.arbitrary.ts'

const [older, younger] = [caseId(1), caseId(2)]
const quarter = (period: string) => parseQuarter(period) as Quarter
const at = (day: string) => bogotaInstant(day, '15:00')

function rowOf(id: string, events: readonly PublicEvent[]) {
  let standing = newStanding(id)
  for (const event of events)
    if (event.subject === id) standing = JSON.parse(JSON.stringify(stand(standing, event)))
  return JSON.parse(JSON.stringify(derivedOf({ standing: { ...standing } })))
}

function placed(events: readonly PublicEvent[], period: string) {
  const stories = new Map<string, CaseStory>()
  for (const event of events)
    stories.set(event.subject, addTo(stories.get(event.subject) ?? newStory(event.subject), event))
  return [older, younger].map((id) => {
    const story = stories.get(id) as CaseStory
    return place(joined(story, stories), quarter(period), formato379)?.columns.join(' ')
  })
}

function twins() {
  const tell = publisher()
  const born = (id: string, day: string) => [
    ...[tell.filed(id, at(day)), tell.opened(id, at(day)), tell.assigned(id, at(day), 'cartera')],
  ]
  return { tell, events: [...born(older, '2024-02-01'), ...born(younger, '2024-02-05')] }
}

describe('a case that rests', () => {
  it('is not open, in no queue, and shows which goes on; the other shows for whom', () => {
    const { tell, events } = twins()
    const life = [...events, ...tell.merged(younger, older, '2024-02-08')]
    expect(rowOf(younger, life)).toMatchObject({
      ...{ open: false, merged_into: older, ended_on: '2024-02-08', merged: [] },
      visits: [['cartera', Date.parse(at('2024-02-05')) / 1000, Date.parse(at('2024-02-08')) / 1000]],
    })
    expect(rowOf(younger, life).answered_on).toBeUndefined()
    expect(rowOf(older, life)).toMatchObject({ open: true, merged: [younger] })
  })

  it('is what it was when it is separated, and goes back to its queue if it had not stopped there', () => {
    const { tell, events } = twins()
    const taken = [
      ...tell.merged(younger, older, '2024-02-08'),
      ...tell.unmerged(younger, older, '2024-02-09'),
    ]
    const [before, after] = [rowOf(younger, events), rowOf(younger, [...events, ...taken])]
    expect({ ...after, visits: [], timeline_sum: 0 }).toEqual({ ...before, visits: [], timeline_sum: 0 })
    expect(after.visits).toHaveLength(2)
    expect(rowOf(older, [...events, ...taken])).toMatchObject({ open: true, merged: [] })
    const stopped = tell.moved(younger, '2024-02-07', 'requerida', { clock: 'stops' })
    expect(rowOf(younger, [...events, stopped, ...taken]).visits).toHaveLength(1)
  })
})

describe('in the regulator’s quarter', () => {
  it('each complaint that came in goes out once, with the answer that was given to both', () => {
    const { tell, events } = twins()
    const merged = [...events, ...tell.merged(younger, older, '2024-02-08')]
    expect(placed(merged, '2024-Q1')).toEqual(['02 03 07', '02 03 07'])
    const answered = [
      ...merged,
      tell.answered(older, '2024-04-10', { outcome: 'a-favor-del-usuario' }),
      tell.moved(older, '2024-04-10', 'respondida'),
    ]
    expect(placed(answered, '2024-Q1')).toEqual(['02 03 07', '02 03 07'])
    expect(placed(answered, '2024-Q2')).toEqual(['01 03 04 06', '01 03 04 06'])
    // Separated, it owes an answer of its own.
    const separated = [...answered, ...tell.unmerged(younger, older, '2024-04-12')]
    expect(placed(separated, '2024-Q2')).toEqual(['01 03 04 06', '01 03 07'])
  })

  it('what happened to the other one before they were one is none of its matter', () => {
    const tell = publisher()
    const life = [
      ...[tell.filed(older, at('2024-01-10')), tell.opened(older, at('2024-01-10'))],
      tell.answered(older, '2024-01-20', { outcome: 'parcial' }),
      tell.moved(older, '2024-01-20', 'respondida'),
      tell.moved(older, '2024-04-05', 'reabierta', { clock: 'runs', reopens: 'new-term' }),
      ...[tell.filed(younger, at('2024-04-06')), tell.opened(younger, at('2024-04-06'))],
      ...tell.merged(younger, older, '2024-04-08'),
      tell.answered(older, '2024-04-20', { outcome: 'a-favor-de-la-entidad' }),
    ]
    expect(placed(life, '2024-Q1')[1]).toBe('')
    expect(placed(life, '2024-Q2')[1]).toBe('02 03 05 06')
  })

  it('the columns of every quarter add up, whichever cases are one', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), (history, a, b) => {
        const stories = new Map<string, CaseStory>()
        for (const event of history)
          stories.set(event.subject, addTo(stories.get(event.subject) ?? newStory(event.subject), event))
        const ids = [...stories.keys()]
        const [from = '', into = ''] = [ids[a % ids.length], ids[b % ids.length]]
        const story = stories.get(from)
        if (!story || from === into) return
        stories.set(from, { ...story, merged: { into, on: '2024-05-15' } })
        for (const period of ['2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4']) {
          const all = [...stories.values()].map((one) =>
            place(joined(one, stories), quarter(period), formato379),
          )
          const count = (code: string) => all.filter((one) => one?.columns.includes(code)).length
          expect(count('03')).toBe(count('01') + count('02'))
          expect(count('07')).toBe(count('03') - count('06'))
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
