import { type PublicDraft, toCloudEvent } from '@ventanilla/contracts'
import type { Decider, Fact } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { runKafkaTool } from '@ventanilla/local-servers'
import { freshTopics } from '@ventanilla/testing'
import { onTestFinished } from 'vitest'
import { createReactor, type Publications, publish, type Subscription } from '../../src/index.ts'
import { type BusLogger, createTopics, type KafkaBusOptions, openKafkaBus } from '../../src/kafka/index.ts'
import { startLoop } from '../start-loop.ts'

/** Starting a broker, or waiting until a group has given up a member, takes its time. */
export const SLOW_MS = 180_000
export const patience = { timeout: 60_000 }

const NOW = '2026-03-24T15:00:00.000Z'

export const caseOf = (n: number) => deriveId('kafka case', n)

type Seen = Fact<'Seen', { number: number }>
const witness: Decider<number[], { see: number }, Seen> = {
  initial: [],
  decide: ({ see }) => [{ type: 'Seen', data: { number: see } }],
  evolve: (state, { data }) => [...state, data.number],
}

const publications: Publications = ({ data }) =>
  ({
    type: 'ventanilla.intake.FilingNumbered.v1',
    subject: String(data.caseId),
    data,
  }) as unknown as PublicDraft

/** Intake publishes on topics that are gone with the test; a witness writes down what it sees of each case. */
export async function openWorld({ brokers, log }: { brokers?: string; log?: EventLog } = {}) {
  const topics = await freshTopics('bus', brokers)
  onTestFinished(() => topics.drop().catch(() => {}))
  const told: string[] = []
  const troubles: string[] = []
  const logger = hearing(told, troubles)
  const address = { brokers: [topics.brokers], clientId: 'test', prefix: topics.namespace, logger }
  await createTopics({ ...address, services: ['intake'] })
  const published = log ?? memoryLog()
  const mine = memoryLog()
  let count = 0
  let instant = NOW

  /** One fact about each of `cases`, in one commit. */
  async function write(cases: readonly number[], entity = 'a'): Promise<void> {
    const appends = new Map<number, Parameters<EventLog['write']>[1]['appends'][number]>()
    for (const one of cases) {
      const number = ++count
      const caseId = caseOf(one)
      const data = { caseId, radicado: `R-${number}`, number, series: 's', numberedAt: NOW }
      const event = { id: deriveId('kafka', number), type: 'Numbered', data, at: NOW }
      const append = appends.get(one) ?? { stream: caseId, expected: 'any', events: [], actor: 'test' }
      append.events.push(event)
      appends.set(one, append)
    }
    await published.write(entity, { appends: [...appends.values()] })
  }

  function openBus(options: Partial<KafkaBusOptions> = {}) {
    const turn = () => new AbortController().signal
    const publisher = {
      name: 'intake' as const,
      log: published,
      publications,
      watermark: () => instant,
      turn,
    }
    const bus = openKafkaBus({
      ...address,
      publishers: [publisher],
      startLoop,
      clock: { now: publisher.watermark },
      watermarkEveryMs: 0,
      ...options,
    })
    onTestFinished(() => bus.close())
    return bus
  }

  const react = createReactor({
    consumer: 'witness',
    log: mine,
    decider: witness,
    on: {
      'ventanilla.intake.FilingNumbered.v1': ({ subject, data }) => [
        { stream: `seen/${subject}`, command: { see: data.number } },
      ],
    },
  })
  const witnessing = (more: Partial<Subscription> = {}): Subscription => {
    return { consumer: 'witness', from: ['intake'], place: mine.place, handle: react, ...more }
  }
  const seen = async (of: number) =>
    (await mine.stream(`seen/${caseOf(of)}`)).events.map(({ data }) => data.number)

  /** As the relay would have written it: for who plays a foreign producer. */
  async function records(): Promise<{ key: string; value: string }[]> {
    const facts = await published.read('a', 0, 10_000)
    return facts.flatMap((fact) => {
      const event = publish('intake', publications, fact)
      return event ? { key: event.subject, value: JSON.stringify(toCloudEvent(event)) } : []
    })
  }

  function put(
    topic: string,
    lines: readonly (readonly [string, string])[],
    options: readonly string[] = [],
  ) {
    return runKafkaTool(
      'ConsoleProducer',
      [
        ...['--bootstrap-server', topics.brokers, '--topic', topics.name(topic), ...options],
        ...['--reader-property', 'parse.key=true', '--reader-property', 'null.marker=none'],
        ...['--command-property', 'max.request.size=4000000'],
      ],
      lines.map(([key, value]) => `${key}\t${value}\n`).join(''),
    )
  }

  return {
    ...{ topics, address, published, mine, told, troubles, write, openBus, react, witnessing, seen, records },
    setNow: (to: string) => {
      instant = to
    },
    /** Kafka's own producer writes lines of key and value, `none` for no key, into intake's topic. */
    produce: (lines: readonly (readonly [string, string])[], ...options: string[]) =>
      put('intake', lines, options),
    /** The same, into the topic of the watermarks. */
    forge: (mark: object) => put('watermarks', [['intake', JSON.stringify(mark)]]),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

function hearing(told: string[], troubles: string[]): BusLogger {
  const say = (level: string) => (about: object, text: string) => {
    told.push(text)
    if (level === 'warn' || level === 'error') troubles.push(`${text} ${JSON.stringify(about)}`)
    if (process.env.BUS_LOG) process.stderr.write(`${level} ${text} ${JSON.stringify(about)}\n`)
  }
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') }
}

/** A door that a handler waits at, and a bell that says that it came there. */
export function door() {
  let open = () => {}
  let arrive = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const pass = () => {
    arrive()
    return opened
  }
  return { open, arrived, pass }
}
