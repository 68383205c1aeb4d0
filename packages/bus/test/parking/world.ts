import type { PublicEvent } from '@ventanilla/contracts'
import type { Decider, Fact } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import {
  casesInLog,
  createParking,
  createReactor,
  createRelease,
  type Delivery,
  type ParkedCase,
  type ParkingOptions,
  parkingFact,
  parkingStream,
  type Reason,
  waitingOf,
} from '../../src/index.ts'

type Seen = Fact<'Seen', { number: number }>
const witness: Decider<number, { see: number }, Seen> = {
  initial: 0,
  decide: ({ see }) => [{ type: 'Seen', data: { number: see } }],
  evolve: (state) => state + 1,
}

const AT = '2026-03-24T15:00:00.000Z'
export const consumer = 'witness'
export const caseOf = (name: string) => deriveId('parking test', name)
export const parked = (name: string): ParkedCase => ({ consumer, source: 'intake', key: caseOf(name) })

/** An event of a case, at a position of the publisher's log. */
export function numbered(sequence: number, name: string): PublicEvent {
  const caseId = caseOf(name)
  return {
    ...{ id: deriveId('numbered', sequence), type: 'ventanilla.intake.FilingNumbered.v1', source: 'intake' },
    ...{ entity: 'icetex', subject: caseId, at: AT, recordedAt: AT, sequence, actor: 'test' },
    data: { caseId, series: 's', numberedAt: AT, number: sequence, radicado: `R-${sequence}` },
  } as PublicEvent
}

export function deliver(events: PublicEvent[], expected: number, next = events.at(-1)?.sequence ?? expected) {
  const places: Delivery['places'] = [{ consumer, source: 'intake/icetex', expected, next }]
  return { source: 'intake', entity: 'icetex', events, places } satisfies Delivery
}

export const down = () => Object.assign(new Error('the database is away'), { retryable: true })
const isTransient = (error: unknown) => (error as { retryable?: boolean }).retryable === true
const describe = (error: unknown): Reason => ({ code: 'Error', message: String(error) })

/** A consumer that writes down what it sees, unless it is told to fail. */
export function world({ log = memoryLog(), ...more }: Partial<ParkingOptions> & { log?: EventLog } = {}) {
  const refusing = new Set<string>()
  const faults: unknown[] = []
  const afterwards: (() => Promise<unknown>)[] = []
  const handed: number[][] = []
  const react = createReactor({
    consumer,
    log,
    decider: witness,
    on: {
      'ventanilla.intake.FilingNumbered.v1': ({ subject, data }) => {
        if (refusing.has(subject)) throw new Error('not this one')
        return [{ stream: `seen/${subject}`, command: { see: data.number } }]
      },
    },
  })
  const handle = async (delivery: Delivery) => {
    handed.push(delivery.events.map(({ sequence }) => sequence))
    const fault = faults.shift()
    if (fault !== undefined) throw fault
    const handled = await react(delivery)
    await afterwards.shift()?.()
    return handled
  }
  const now = () => AT
  const replica = () =>
    createParking({ consumer, log, handle, cases: casesInLog(log), isTransient, describe, now, ...more })
  return {
    ...{ log, refusing, faults, afterwards, handed, handle, replica, receive: replica() },
    release: createRelease({ log, handle, isTransient, describe, now }),
    place: () => log.place(consumer, 'intake/icetex'),
    seen: async (name: string) =>
      (await log.stream(`seen/${caseOf(name)}`)).events.map(({ data }) => data.number),
    parkingFacts: async (name: string) =>
      (await log.stream(parkingStream(parked(name)))).events.flatMap((one) => parkingFact(one) ?? []),
    waiting: async (name: string) =>
      waitingOf((await log.stream(parkingStream(parked(name)))).events).map(({ sequence }) => sequence),
  }
}

/** As a bus does: the same again until it is handled, from where the place is. @returns how often it was called */
export async function insist(
  { receive, place }: Pick<ReturnType<typeof world>, 'receive' | 'place'>,
  events: PublicEvent[],
): Promise<number> {
  const head = events.at(-1)?.sequence ?? 0
  for (let called = 1; ; called++) {
    if (called > 100) throw new Error('it never comes to an end')
    const expected = await place()
    if (expected >= head) return called - 1
    await receive(
      deliver(
        events.filter(({ sequence }) => sequence > expected),
        expected,
        head,
      ),
    ).catch(() => 'failed')
  }
}
