import { describe, expect, it } from 'vitest'
import { type Decider, type Fact, fold, isRefusal, refuse } from '../src/index.ts'
import { given } from '../src/testing.ts'

type Door = Fact<'Opened', { by: string }> | Fact<'Closed', { by: string }>
const door: Decider<'open' | 'shut', { type: 'Open' | 'Close'; by: string }, Door, 'door-already-open'> = {
  initial: 'shut',
  decide(command, state) {
    if (command.type === 'Close')
      return state === 'open' ? [{ type: 'Closed', data: { by: command.by } }] : []
    if (state === 'open') return refuse('door-already-open', { field: 'door', detail: 'Ya está abierta.' })
    return [{ type: 'Opened', data: { by: command.by } }]
  },
  evolve: (_, event) => (event.type === 'Opened' ? 'open' : 'shut'),
}
const opened: Door = { type: 'Opened', data: { by: 'portero' } }

describe('a decider', () => {
  it('answers a command with facts', () => {
    given(door).when({ type: 'Open', by: 'portero' }).then(opened)
  })
  it('answers a command that changes nothing with no facts', () => {
    given(door).when({ type: 'Close', by: 'portero' }).thenNothing()
  })
  it('refuses with a code, the field and a sentence', () => {
    given(door, opened).when({ type: 'Open', by: 'portero' }).thenRefused('door-already-open')
    const decision = door.decide({ type: 'Open', by: 'portero' }, 'open')
    expect(isRefusal(decision) && decision).toEqual({
      refused: 'door-already-open',
      field: 'door',
      detail: 'Ya está abierta.',
    })
  })
  it('folds a history to a state, from any point of it', () => {
    const history: Door[] = [opened, { type: 'Closed', data: { by: 'portero' } }, opened]
    expect(fold(door, history)).toBe('open')
    expect(fold(door, history.slice(1, 2), 'open')).toBe('shut')
  })
})

describe('given / when / then', () => {
  it('fails when the facts differ, when a refusal was expected, and when one was not', () => {
    expect(() => given(door).when({ type: 'Open', by: 'otro' }).then(opened)).toThrow()
    expect(() => given(door).when({ type: 'Open', by: 'otro' }).thenRefused('door-already-open')).toThrow()
    expect(() => given(door, opened).when({ type: 'Open', by: 'otro' }).then(opened)).toThrow(
      'door-already-open',
    )
  })
})
