import { DatabaseError } from 'pg'
import { describe, expect, it } from 'vitest'
import { connectionLost, isRetryable, isStorageFull, sqlState } from '../src/errors.ts'

function server(code: string, severity = 'ERROR'): DatabaseError {
  const error = new DatabaseError('words', 5, 'error')
  return Object.assign(error, { code, severity })
}
const system = (code: string) => Object.assign(new Error('words'), { code })

describe('sqlState', () => {
  it('finds the state of a server error, also behind another', () => {
    expect(sqlState(server('23505'))).toBe('23505')
    expect(sqlState(new Error('outer', { cause: server('P0001') }))).toBe('P0001')
  })
  it('is undefined for what did not come from the server', () => {
    expect(sqlState(system('EPIPE'))).toBeUndefined() // five letters, and no state
    expect(sqlState('23505')).toBeUndefined()
    expect(sqlState(undefined)).toBeUndefined()
  })
})

describe('isRetryable', () => {
  it.each([
    '08006',
    '08P01',
    '57P01',
    '57P03',
    '40001',
    '40P01',
    '53100',
    '53200',
    '53300',
    '58030',
    '25P03',
  ])('%s is', (state) => {
    expect(isRetryable(server(state))).toBe(true)
  })
  it.each(['23505', '42P01', '57014', 'P0001', '22P02'])('%s is not', (state) => {
    expect(isRetryable(server(state))).toBe(false)
  })
  it('knows a machine that does not answer', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ENOSPC']) expect(isRetryable(system(code))).toBe(true)
    expect(isRetryable(new Error('Connection terminated unexpectedly'))).toBe(true)
    expect(isRetryable(new Error('outer', { cause: system('ECONNRESET') }))).toBe(true)
    expect(isRetryable(new Error('a bug'))).toBe(false)
    expect(isRetryable(undefined)).toBe(false)
  })
})

it('keeps a connection after an ordinary refusal and only then', () => {
  expect(connectionLost(server('23505'))).toBe(false)
  expect(connectionLost(server('57014'))).toBe(false)
  expect(connectionLost(server('57P01', 'FATAL'))).toBe(true)
  expect(connectionLost(server('25P03', 'FATAL'))).toBe(true)
  expect(connectionLost(system('ECONNRESET'))).toBe(true)
})

it('knows a full disk, the server’s or ours, and nothing else for one', () => {
  for (const full of [server('53100'), system('ENOSPC'), system('EDQUOT')]) {
    expect(isStorageFull(full)).toBe(true)
    expect(isStorageFull(new Error('outer', { cause: full }))).toBe(true)
  }
  for (const other of [server('53200'), system('EIO'), 'ENOSPC']) expect(isStorageFull(other)).toBe(false)
})
