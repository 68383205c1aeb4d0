import { describe, expect, it } from 'vitest'
import { findingsOf } from '../src/durability.ts'

const safe = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  synchronous_standby_names: '',
}
const found = (over: Record<string, string>) =>
  findingsOf({ ...safe, ...over }).map(
    ({ setting, value, here }) => `${setting}=${value}${here ? ' here' : ''}`,
  )

describe('what the server’s settings cost', () => {
  it('is nothing as PostgreSQL comes', () => expect(found({})).toEqual([]))

  it.each(['fsync', 'full_page_writes'])('is the database itself with %s off', (setting) =>
    expect(found({ [setting]: 'off' })).toEqual([`${setting}=off here`]),
  )

  it('is what was acknowledged last with synchronous_commit off', () =>
    expect(found({ synchronous_commit: 'off' })).toEqual(['synchronous_commit=off here']))

  it.each(['remote_write', 'remote_apply'])(
    'is nothing with synchronous_commit %s: our disk has it',
    (value) => {
      expect(found({ synchronous_commit: value, synchronous_standby_names: 'b' })).toEqual([])
    },
  )

  it('is what a failover may lack with synchronous_commit local, where there is a standby to count on', () => {
    expect(found({ synchronous_commit: 'local' })).toEqual([])
    expect(found({ synchronous_commit: 'local', synchronous_standby_names: 'b' })).toEqual([
      'synchronous_commit=local',
    ])
  })

  it('is told of each', () =>
    expect(found({ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' })).toHaveLength(3))
})
