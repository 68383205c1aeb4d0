import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { isServing, parentOf } from '../src/parent.ts'

/** The end of a channel, as `process` has it when somebody forked it with one. */
function channel(connected = true) {
  const sent: unknown[] = []
  const host = new EventEmitter() as EventEmitter & { connected: boolean }
  return Object.assign(host, { connected, sent, send: (said: unknown) => sent.push(said) > 0 })
}

const soon = (gone: Promise<void>) =>
  Promise.race([gone.then(() => 'gone'), new Promise((resolve) => setTimeout(resolve, 20, 'there'))])

it('hears where a process answers', () => {
  const host = channel()
  parentOf(host).serving('http://127.0.0.1:8081')
  expect(host.sent).toEqual([{ type: 'serving', address: 'http://127.0.0.1:8081' }])
  expect(host.sent.every(isServing)).toBe(true)
  expect([undefined, null, 'serving', { type: 'reached' }].some(isServing)).toBe(false)
})

it('is missed when it goes away, and also when it went before anybody listened', async () => {
  const host = channel()
  const { gone } = parentOf(host)
  expect(await soon(gone)).toBe('there')
  host.emit('disconnect')
  expect(await soon(gone)).toBe('gone')
  const late = parentOf(channel(false))
  late.serving('http://127.0.0.1:8081') // to nobody
  expect(await soon(late.gone)).toBe('gone')
})

it('is never missed by a process that nobody forked', async () => {
  expect(await soon(parentOf({ once: () => process, connected: false }).gone)).toBe('there')
})
