import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, systemClock } from '@ventanilla/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { openServices } from '../src/embedded.ts'
import { runVerb } from './run-verb.ts'

const fixtures = new URL('../../../packages/contracts/fixtures/', import.meta.url)
const bytes = readFileSync(new URL('ventanilla.routing.CaseAnswered.v1.json', fixtures))
const event = JSON.parse(bytes.toString())

/** A data folder in which sla-clock has parked two cases: one by an answer, one by what is no event at all. */
async function withParked() {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-parked-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  await using opened = await openServices({
    ...{ dataDir, clock: systemClock(), logger: createLogger({ level: 'silent' }), calendars: [] },
    smtpUrl: 'smtp://127.0.0.1:1',
  })
  const clocks = opened.services.find(({ name }) => name === 'sla-clock')
  if (!clocks) throw new Error('no sla-clock')
  for (const [key, body] of [
    [event.subject, bytes],
    ['key-0123456789abcdef0123456789abcdef', Buffer.from('none')],
  ] as const) {
    const reason = { code: 'TypeError', message: 'a mistake in the program' }
    const data = { consumer: 'sla-clock', source: 'routing', key, type: event.type, sequence: 7, tries: 5 }
    const fact = { ...data, bytes: body.byteLength, reason }
    const events = [{ id: randomUUID(), type: 'EventParked', data: fact, at: event.time }]
    const stream = `parking/sla-clock/routing/${key}`
    await clocks.log.write(event.entity, {
      appends: [{ stream, expected: 0, events, actor: 'test', enclosure: { kind: 'event/1', body } }],
    })
  }
  return dataDir
}

it('parked cases are listed, shown, replayed and discarded from a data folder', async () => {
  const data = await withParked()
  const parked = (...args: string[]) => runVerb(['parked', ...args, '--data', data])
  const name = `sla-clock/routing/${event.subject}`
  const listed = JSON.parse(parked('list', '--json').stdout)
  expect(listed).toMatchObject([{ name, waiting: 1, reason: { code: 'TypeError' } }, { waiting: 1 }])
  expect(parked('show', name).stdout).toContain(event.type)
  expect(parked('replay', name).stdout).toContain('1 eventos atendidos')
  expect(parked('replay', name)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no está apartado'),
  })
  const unreadable = listed[1].name
  expect(parked('replay', unreadable, '--json')).toMatchObject({
    ...{ status: 3, stderr: expect.stringContaining('parked-still-failing') },
  })
  expect(parked('discard', unreadable, '--reason', 'porque sí').status).toBe(2)
  expect(parked('discard', unreadable, '--reason', 'foreign', '--reference', 'T1')).toMatchObject({
    ...{ status: 2, stderr: expect.stringContaining('--reference: ') },
  })
  const discarded = parked('discard', unreadable, '--reason', 'foreign', '--reference', 'INC-1', '--json')
  expect(JSON.parse(discarded.stdout)).toEqual({ events: 1 })
  expect(parked('list').stdout).toBe('No hay casos apartados.\n')
}, 240_000)
