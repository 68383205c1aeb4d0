import type { PublicEvent } from '@ventanilla/contracts'
import { describe, expect, it } from 'vitest'
import { addFact, newFacts } from '../src/domain/case-file.ts'
import { principal } from '../src/domain/clock-story.ts'
import { timeline } from '../src/domain/timeline.ts'
import { caseId, publisher } from './facts.ts'

const id = caseId(1)
const tell = publisher()
const started = tell.started(id, '2024-01-10', '2024-01-31')
const dates = { before: '2024-01-31', due: '2024-02-01' }
const clockAfter = (...events: PublicEvent[]) => principal(events.reduce(addFact, newFacts(id)).clocks)

describe('a clock that another calendar came to count', () => {
  it('is due when that makes it, and says which one', () => {
    const clock = clockAfter(started, tell.recounted(id, '2024-01-20', dates))
    expect(clock).toMatchObject({ due: '2024-02-01', state: 'running', light: 'verde' })
    expect(clock?.calendar).toEqual({ id: 'cierre', version: 'cierre@1' })
  })

  it('keeps the rung that it has passed, and is told again what it has before it', () => {
    const warned = tell.warned(id, '2024-01-22', 'amarillo', '2024-01-31')
    const breached = tell.breached(id, '2024-02-01', '2024-01-31')
    const recounted = (more: object) => tell.recounted(id, '2024-02-01', { ...dates, ...more })
    expect(clockAfter(started, warned, recounted({ rung: 'amarillo' }))?.light).toBe('amarillo')
    expect(clockAfter(started, warned, breached, recounted({ rung: 'amarillo' }))).toMatchObject({
      ...{ state: 'running', light: 'amarillo' },
    })
    const still = recounted({ before: '2024-01-31', due: '2024-01-31', state: 'breached', rung: 'amarillo' })
    expect(clockAfter(started, warned, breached, still)).toMatchObject({
      state: 'breached',
      light: 'vencido',
    })
  })

  it('goes on waiting while it is suspended', () => {
    const paused = tell.paused(id, '2024-01-15')
    const clock = clockAfter(started, paused, tell.recounted(id, '2024-01-20', { state: 'paused' }))
    expect(clock).toMatchObject({ state: 'paused', calendar: { id: 'cierre' } })
  })

  it('has a line in its case’s timeline, with the act and both dates', () => {
    const { told } = [started, tell.recounted(id, '2024-01-20', dates)].reduce(addFact, newFacts(id))
    expect(timeline(told).at(-1)).toMatchObject({
      ...{ type: 'ClockRecounted', data: { act: 'Decreto 20 de 2024', ...dates } },
    })
  })
})
