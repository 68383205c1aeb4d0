import { createReactor, type Publications } from '@ventanilla/bus'
import { createTopics, openKafkaBus } from '@ventanilla/bus/kafka'
import { type PublicDraft, SERVICES } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { freshTopics } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { createLogger, type RunOptions, run, type Service, watermarkClock } from '../src/index.ts'

const T0 = '2026-01-05T13:00:00.000Z'
const LATER = '2026-01-26T13:00:00.000Z'
const logger = createLogger({ level: 'silent' })
const verifier = { verify: async () => ({ client: 'test', subject: 'test', scopes: [] }) }

function service(name: Service['name'], over: Partial<Service> = {}): Service {
  return {
    ...{ name, log: memoryLog(), http: async () => {}, errors: {}, publications: () => undefined },
    ...{ subscriptions: [], projectors: [], jobs: [], checks: [], close: async () => {} },
    ...over,
  }
}

const publications: Publications = ({ stream, data }) =>
  ({ type: 'ventanilla.intake.FilingNumbered.v1', subject: stream, data }) as unknown as PublicDraft

function opensCases(): Service {
  const log = memoryLog()
  const handle = createReactor({
    ...{ consumer: 'routing', log },
    decider: {
      initial: 0,
      decide: (_: 'open', opened: number) => (opened > 0 ? [] : [{ type: 'Opened', data: {} }]),
      evolve: (opened: number) => opened + 1,
    },
    on: {
      'ventanilla.intake.FilingNumbered.v1': ({ subject }) => [
        { stream: `case/${subject}`, command: 'open' as const },
      ],
    },
  })
  return service('routing', { log, subscriptions: [{ consumer: 'routing', from: ['intake'], handle }] })
}

it('services of two processes hear each other over Kafka, and wait for each other in business time', async () => {
  await using topics = await freshTopics('apart')
  const clock = watermarkClock(T0)
  const address = { brokers: [topics.brokers], clientId: 'test', prefix: topics.namespace, logger }
  await createTopics({ ...address, services: SERVICES })
  const options: RunOptions = {
    http: { title: 'Prueba', version: '1', verifier },
    ...{ port: 0, clock, logger, pollMs: 50 },
    openBus: (publishers, startLoop) =>
      openKafkaBus({ ...address, publishers, startLoop, clock, watermarkEveryMs: 0 }),
    hears: SERVICES,
  }
  const intake = service('intake', { publications })
  const routing = opensCases()
  await using publisher = await run([intake], options)
  await using follower = await run([routing], options)

  for (let i = 1; i <= 20; i++) {
    const caseId = deriveId('apart', i)
    const data = { caseId, radicado: `R-${i}`, number: i, series: 's', numberedAt: T0 }
    const events = [{ id: deriveId('numbered', i), type: 'Numbered', data, at: clock.now() }]
    const append = { stream: caseId, expected: 0, events, actor: 'test' }
    await intake.log.write('icetex', { appends: [append] })
  }
  clock.advance(LATER)
  await publisher.settled()
  // Its business time stands before LATER until all that intake knew of by then has come.
  await follower.settled()
  expect(await routing.log.head('icetex')).toBe(20)
})
