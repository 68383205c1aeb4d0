import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { openClock } from '../src/driven/open-clock.ts'
import { ConfigError, driveProcesses, NotSettledError } from '../src/index.ts'

const T0 = '2026-01-05T13:00:00.000Z'
const T1 = '2026-01-06T13:00:00.000Z'

const path = fileURLToPath(new URL('fixtures/driven.ts', import.meta.url))

/** A child, and the address it answers on once it has been told what time it is. */
function start(what: string): { child: ChildProcess; address: Promise<string> } {
  const child = fork(path, [what], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const address = once(child.stdout ?? child, 'data').then(([line]) => String(line).trim())
  return { child, address }
}

const file = async (address: string, key: string) => {
  const body = JSON.stringify({ key })
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${address}/filings`, { method: 'POST', headers, body })).json()
}

it('one process drives the business time of others, and knows when they have done what there was to do', async () => {
  const driver = driveProcesses(T0)
  const [one, two] = [start('intake'), start('sla-clock')]
  await Promise.all([driver.add('intake', one.child), driver.add('sla-clock', two.child)])
  const address = await one.address
  await two.address
  await driver.settled()
  expect(await file(address, 'a')).toEqual({ at: T0 })
  await driver.advance(T1)
  expect(await file(address, 'b')).toEqual({ at: T1 })
  // The deadline is due and nobody tells the clocks of cases: it waits, and so does business time.
  const error = await driver.settled(500).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(NotSettledError)
  expect((error as NotSettledError).lag).toContainEqual({
    name: 'sla-clock: sla-clock job deadlines',
    behind: 1,
  })
  expect((await driver.lag()).every(({ name }) => name.startsWith('sla-clock: '))).toBe(true)
  await expect(driver.advance(T0)).rejects.toThrow(RangeError)
})

it('a process that went away is missed, and one in its place hears what time it is', async () => {
  const driver = driveProcesses(T0)
  const first = start('intake')
  await driver.add('intake', first.child)
  await first.address
  await driver.advance(T1)
  const ended = once(first.child, 'exit')
  first.child.kill('SIGKILL')
  await ended
  await expect(driver.settled(50)).rejects.toThrow('gone')
  const second = start('intake')
  await driver.add('intake', second.child)
  await driver.settled()
  expect(await file(await second.address, 'a')).toEqual({ at: T1 })
})

it('one that is driven ends in order when its driver does', async () => {
  const driver = driveProcesses(T0)
  const { child, address } = start('intake')
  await driver.add('intake', child)
  await address
  const ended = once(child, 'exit')
  child.disconnect()
  expect((await ended)[0]).toBe(0)
})

it('nobody drives a process that was not started to be driven', async () => {
  await expect(openClock({ BUSINESS_CLOCK: 'driven' }, () => undefined)).rejects.toThrow(ConfigError)
  const wall = await openClock({ BUSINESS_CLOCK: 'wall' })
  expect('advance' in wall.clock).toBe(false)
})
