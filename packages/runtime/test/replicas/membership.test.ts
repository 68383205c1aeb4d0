import { expect, it } from 'vitest'
import { watermarkClock } from '../../src/index.ts'
import { createReach } from '../../src/reach.ts'
import { StandingLost } from '../../src/replicas/gate.ts'
import { ClockBehindError, join } from '../../src/replicas/join.ts'
import { createMembership } from '../../src/replicas/membership.ts'
import type { Replicas } from '../../src/replicas/replicas.ts'
import { memoryReplicas } from './memory-replicas.ts'
import { at } from './replicas-conformance.ts'

function world() {
  let now = 0
  const clock = watermarkClock(at(1))
  const replicas = memoryReplicas(() => now)
  const member = (over: Partial<Replicas> = {}, onTurn = () => {}) => {
    const reach = createReach({ clock, inputs: [], jobs: ['job'], shared: true })
    const of = { ...replicas, ...over }
    const membership = createMembership({ replicas: of, work: ['job'], reach, onTurn, elapsed: () => now })
    return { reach, membership }
  }
  return { clock, replicas, member, pass: (ms: number) => (now += ms) }
}

it('knows that its lease is over before the others do, without being told', async () => {
  const { member, pass } = world()
  let turns = 0
  const mine = member({}, () => (turns += 1))
  const theirs = member()
  await mine.membership.beat()
  const signal = mine.membership.turn('job')
  pass(5_399)
  expect(mine.membership.standing()).toBe(true)
  pass(1)
  expect(mine.membership.standing()).toBe(false)
  expect(mine.membership.turn('job')).toBeUndefined()
  expect(signal?.aborted).toBe(true)
  expect(turns).toBe(2)
  await theirs.membership.beat()
  expect(theirs.membership.turn('job')).toBeUndefined()
  pass(600)
  await theirs.membership.beat()
  expect(theirs.membership.turn('job')?.aborted).toBe(false)
})

it('counts the lease from before it asked: an answer that took too long gives it nothing', async () => {
  const { member, pass, replicas } = world()
  const beat: Replicas['beat'] = async (one) => {
    const answer = await replicas.beat(one)
    pass(5_400)
    return answer
  }
  const { membership } = member({ beat })
  await membership.beat()
  expect(membership.standing()).toBe(false)
  expect(membership.turn('job')).toBeUndefined()
})

it('what was begun under a lease that ended is over, also when nobody else had the work meanwhile', async () => {
  const { member, pass } = world()
  const { membership } = member()
  await membership.beat()
  const before = membership.turn('job')
  pass(6_000)
  await membership.beat()
  expect(before?.aborted).toBe(true)
  expect(membership.turn('job')?.aborted).toBe(false)
})

it('after it froze with a request it comes back only when that has ended', async () => {
  const { clock, member, pass } = world()
  const [frozen, other] = [member(), member()]
  await frozen.membership.beat()
  await other.membership.beat()
  const leave = frozen.reach.enter()
  clock.advance(at(9))
  await other.membership.beat()
  expect(other.reach.instant() < at(9)).toBe(true)
  pass(6_000)
  await other.membership.beat()
  await frozen.membership.beat()
  expect(frozen.membership.standing()).toBe(false)
  leave()
  await frozen.membership.beat()
  expect(frozen.membership.standing()).toBe(true)
})

it('has news when it got further, and none when it said so', async () => {
  const { clock, member } = world()
  const { membership, reach } = member()
  expect(membership.hasNews()).toBe(true)
  await membership.beat()
  expect(membership.hasNews()).toBe(false)
  reach.look('job')()
  expect(membership.hasNews()).toBe(true)
  await membership.beat()
  clock.advance(at(2))
  expect(membership.hasNews()).toBe(true)
})

it('waits for a clock that is a little behind, and refuses one that stays so', async () => {
  const { clock, member, replicas } = world()
  await replicas.beat({ replica: 'ahead', nth: 1, promised: at(5), work: [], looked: new Map() })
  const { membership } = member()
  await expect(join('intake', membership, 0)).rejects.toThrow(ClockBehindError)
  const joined = join('intake', membership)
  clock.advance(at(5))
  await joined
  expect(membership.standing()).toBe(true)
})

it('says why it is shut, so that a full disk is told as one', async () => {
  const { member } = world()
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const { membership } = member({ beat: () => Promise.reject(full) })
  await expect(membership.beat()).rejects.toBe(full)
  expect(new StandingLost(membership.failure()).cause).toBe(full)
})
