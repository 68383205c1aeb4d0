import { expect, it } from 'vitest'
import { verdictOf } from '../src/adapters/smtp-verdict.ts'

const error = (fields: object) => Object.assign(new Error('smtp'), fields)

it.each([
  ['RCPT TO', 550, { took: false, forGood: true, reply: 550 }],
  ['RCPT TO', 451, { took: false, forGood: false, reply: 451 }],
  ['DATA', 554, { took: false, forGood: true, reply: 554 }],
  ['DATA', 452, { took: false, forGood: false, reply: 452 }],
  ['MAIL FROM', 451, { took: false, forGood: false, reply: 451 }],
  ['MAIL FROM', 552, { took: false, forGood: true, reply: 552 }],
] as const)('%s answered %i is about the mail', (command, responseCode, verdict) => {
  expect(verdictOf(error({ code: 'EENVELOPE', command, responseCode }))).toEqual(verdict)
})

it.each([
  [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }, 'a password is missing'],
  [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553 }, 'a sender that we may not use'],
  [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'a wrong password'],
  [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 }, 'the server is closing'],
  [{ code: 'EENVELOPE', command: 'DATA', responseCode: 503 }, 'the session was out of step'],
  [{ code: 'EPROTOCOL', command: 'CONN', responseCode: 554 }, 'the server wants no connection of ours'],
  [{ code: 'ESOCKET', command: 'CONN' }, 'nobody answers'],
  [{ code: 'ETIMEDOUT', command: 'CONN' }, 'nobody answers in time'],
  [{ code: 'ECONNECTION' }, 'the connection was lost'],
] as [object, string][])('%j is not: %s', (fields) => {
  expect(verdictOf(error(fields))).toBeUndefined()
})

it('an address that is none, or a mail too big to offer, is no good before any server says so', () => {
  expect(verdictOf(error({ code: 'EENVELOPE', command: 'API' }))).toEqual({ took: false, forGood: true })
  expect(verdictOf(error({ code: 'EMESSAGE', command: 'MAIL FROM' }))).toEqual({ took: false, forGood: true })
})

it('what is no error of SMTP says nothing of the mail', () => {
  expect(verdictOf('no error')).toBeUndefined()
  expect(verdictOf(new TypeError('a bug'))).toBeUndefined()
})
