import type { EventVersions } from '@ventanilla/decider'
import { expect, it } from 'vitest'
import { eventLogConformance } from '../src/conformance.ts'
import { deriveId, type EventLog, versionedLog } from '../src/index.ts'
import { memoryLog } from '../src/memory.ts'

const versions: EventVersions = {
  Noted: [({ text, ...rest }) => ({ ...rest, words: String(text).split(' ') })],
}

eventLogConformance('a log with versions', async () => versionedLog(memoryLog(), { Noted: [(data) => data] }))

const note = (log: EventLog, id: string, data: { text: string } | { words: string[] }) => {
  const event = { id: deriveId(id), type: 'Noted', data, at: '2026-03-24T15:00:00.000Z' }
  return log.write('a', { appends: [{ stream: 'notes', expected: 'any', events: [event], actor: 'test' }] })
}

it('gives every reader the newest shape, and stores each event as it was written', async () => {
  const stored = memoryLog()
  await note(versionedLog(stored, {}), 'first', { text: 'buenos días' })
  const log = versionedLog(stored, versions)
  await note(log, 'second', { words: ['hasta', 'luego'] })
  const newest = [
    { type: 'Noted', data: { words: ['buenos', 'días'] }, position: 1 },
    { type: 'Noted', data: { words: ['hasta', 'luego'] }, position: 2 },
  ]
  expect(await log.read('a', 0, 10)).toMatchObject(newest)
  expect((await Array.fromAsync(log.scan('a', 0, 2))).flat()).toMatchObject(newest)
  expect((await log.stream('notes')).events).toMatchObject(newest)
  expect((await log.streams(['notes'])).get('notes')?.events).toMatchObject(newest)
  const told = newest.map(({ type, data }) => ({ type, data }))
  expect((await log.stories(['notes'])).get('notes')?.events).toEqual(told)
  expect(await stored.read('a', 0, 10)).toMatchObject([
    { type: 'Noted', data: { text: 'buenos días' } },
    { type: 'Noted@2', data: { words: ['hasta', 'luego'] } },
  ])
})

it('knows an append of the version before as the same when it comes again', async () => {
  const stored = memoryLog()
  await note(versionedLog(stored, {}), 'first', { text: 'buenos días' })
  const again = await note(versionedLog(stored, versions), 'first', { words: ['buenos', 'días'] })
  expect(again).toMatchObject({ outcome: 'repeated' })
})

it('does not read what a newer release wrote: it waits for a program that can', async () => {
  const stored = memoryLog()
  await note(versionedLog(stored, versions), 'first', { words: ['hola'] })
  await expect(versionedLog(stored, {}).read('a', 0, 10)).rejects.toMatchObject({
    code: 'event-newer',
    retryable: true,
  })
})
