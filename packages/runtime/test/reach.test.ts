import { expect, it } from 'vitest'
import { watermarkClock } from '../src/index.ts'
import { isUpstream } from '../src/prepare.ts'
import { createReach } from '../src/reach.ts'

const T0 = '2026-01-05T13:00:00.000Z'
const T1 = '2026-01-06T13:00:00.000Z'
const T2 = '2026-01-07T13:00:00.000Z'
const NEVER = '1970-01-01T00:00:00.000Z'

it('without inputs, requests or jobs a service is where the clock is', () => {
  const clock = watermarkClock(T0)
  const reach = createReach({ clock, inputs: [], jobs: [] })
  clock.advance(T1)
  expect(reach.instant()).toBe(T1)
})

it('it is no further than the input that is furthest behind, and ignores those it does not wait for', () => {
  const reach = createReach({ clock: watermarkClock(T2), inputs: ['a', 'b'], jobs: [] })
  reach.heard('a', T1)
  reach.heard('feedback', T2)
  expect(reach.instant()).toBe(NEVER)
  reach.heard('b', T0)
  expect(reach.instant()).toBe(T0)
  reach.heard('b', NEVER)
  expect(reach.instant()).toBe(T0)
})

it('a request holds it where it began until it has ended, twice told or not', () => {
  const clock = watermarkClock(T0)
  const reach = createReach({ clock, inputs: [], jobs: [] })
  const leave = reach.enter()
  clock.advance(T1)
  expect(reach.instant()).toBe(T0)
  leave()
  leave()
  expect(reach.instant()).toBe(T1)
})

it('a job that found nothing has got as far as what it could know when it looked', () => {
  const clock = watermarkClock(T2)
  const reach = createReach({ clock, inputs: ['a'], jobs: ['deadlines'] })
  reach.heard('a', T0)
  const found = reach.look('deadlines')
  reach.heard('a', T1)
  found()
  expect(reach.instant()).toBe(T0)
  reach.look('deadlines')()
  expect(reach.instant()).toBe(T1)
})

it('says when something it depends on has risen', () => {
  let rises = 0
  const reach = createReach({
    clock: watermarkClock(T2),
    inputs: ['a'],
    jobs: ['j'],
    onRise: () => (rises += 1),
  })
  reach.heard('a', T0)
  reach.heard('a', T0)
  reach.look('j')()
  reach.look('j')()
  reach.enter()()
  expect(rises).toBe(3)
})

it('services wait for those before them alone', () => {
  expect(isUpstream('intake', 'routing')).toBe(true)
  expect(isUpstream('sla-clock', 'routing')).toBe(false)
  expect(isUpstream('routing', 'routing')).toBe(false)
})
