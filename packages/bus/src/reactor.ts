import type { PublicEvent, PublicType } from '@ventanilla/contracts'
import { type Decider, type Fact, fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import {
  type Append,
  deriveId,
  type EventLog,
  type NewEvent,
  type Place,
  type Written,
} from '@ventanilla/event-log'
import type { Delivery, Handled, Unreadable } from './bus.ts'

/** What a public event asks of a stream of ours. `at` when the business instant is another than the event's. */
export interface Target<Command> {
  stream: string
  command: Command
  at?: string
}

export type Reactions<Command> = {
  [Type in PublicType]?: (event: Extract<PublicEvent, { type: Type }>) => readonly Target<Command>[]
}

export interface ReactorOptions<State, Command, Event extends Fact> {
  consumer: string
  log: EventLog
  decider: Decider<State, Command, Event>
  on: Reactions<Command>
  /** The business instant of a fact that has one of its own, whichever event was the last it waited for. */
  instantOf?(fact: Event): string | undefined
}

/** A public event asked for what our own rules forbid: a mistake between two services, never of a person. */
export class ReactionRefused extends Error {
  override readonly name = 'ReactionRefused'
}

/** Records came that nobody here keeps: the place stays before them. */
export class UnreadableRecords extends Error {
  override readonly name = 'UnreadableRecords'

  constructor(consumer: string, unreadable: readonly Unreadable[]) {
    super(
      `${consumer}: ${unreadable.map((one) => `${one.reason.code} at ${one.topic}/${one.partition}@${one.offset}`)}`,
    )
  }
}

/** Others were always faster. What was to be handled is as good as ever. */
export class Contended extends Error {
  override readonly name = 'Contended'
  readonly retryable = true
}

const TRIES = 10

/**
 * Handles deliveries by what `decide` makes of their events: its appends and the consumer's place are one unit. When
 * a command from elsewhere moved a stream meanwhile, the batch is decided again on what is there now. Where some of
 * it is known already, it is handled event by event, and the place moves with the last.
 */
export function createHandler({
  consumer,
  log,
  decide,
}: {
  consumer: string
  log: EventLog
  decide(entity: string, events: readonly PublicEvent[]): Promise<Append[]>
}) {
  async function write(
    entity: string,
    events: readonly PublicEvent[],
    places: readonly Place[],
  ): Promise<Handled> {
    for (let tried = 1; ; tried++) {
      const written = await log.write(entity, { appends: await decide(entity, events), places })
      if (written.outcome !== 'refused') return 'done'
      if (written.code === 'place-moved') return 'moved'
      if (written.code === 'version-conflict' && tried < TRIES) continue
      const last = events.at(-1)
      if (written.code !== 'event-id-reused' || !last || events.length === 1)
        throw await failure(consumer, log, entity, written)
      // Some of it had its effect in other company: each by itself is a repeat or new.
      for (const event of events.slice(0, -1)) await write(entity, [event], [])
      return write(entity, [last], places)
    }
  }

  return async function handle({ entity, events, unreadable = [], places }: Delivery): Promise<Handled> {
    // Only who keeps them may let the place move past them.
    if (unreadable.length > 0) throw new UnreadableRecords(consumer, unreadable)
    return write(entity, events, places)
  }
}

/** A stream of another entity's log refuses every version: that is no race, and waiting doesn't help. */
async function failure(
  consumer: string,
  log: EventLog,
  entity: string,
  { code, stream }: Extract<Written, { outcome: 'refused' }>,
): Promise<Error> {
  const message = `${consumer}: ${code} at ${stream ?? entity}`
  if (code !== 'version-conflict' || stream === undefined) return new Error(message)
  const owner = (await log.stream(stream)).entity
  return owner === undefined || owner === entity ? new Contended(message) : new Error(message)
}

/**
 * A public event in, a command out. A batch is two round trips: read the states of every stream it touches,
 * decide in memory, write all facts and the place. Event ids derive from (cause, consumer, stream, index), so a
 * batch that was committed and comes again changes nothing.
 */
export function createReactor<State, Command, Event extends Fact>(
  options: ReactorOptions<State, Command, Event>,
) {
  const { consumer, log } = options
  return createHandler({ consumer, log, decide: (_, events) => decideAll(options, events) })
}

async function decideAll<State, Command, Event extends Fact>(
  { consumer, log, decider, on, instantOf }: ReactorOptions<State, Command, Event>,
  events: readonly PublicEvent[],
): Promise<Append[]> {
  const wanted = events.flatMap((event) => {
    const reaction = on[event.type] as ((event: PublicEvent) => readonly Target<Command>[]) | undefined
    return (reaction?.(event) ?? []).map((target) => ({ event, target }))
  })
  if (wanted.length === 0) return []
  const streams = await log.streams([...new Set(wanted.map(({ target }) => target.stream))])
  const states = new Map<string, State>()
  const appends = new Map<string, Append>()
  const told = new Map<string, number>()
  for (const { event, target } of wanted) {
    const { stream, command, at = event.at } = target
    const before =
      states.get(stream) ?? fold(decider, (streams.get(stream)?.events ?? []) as unknown as Event[])
    const decision = decider.decide(command, before)
    if (isRefusal(decision))
      throw new ReactionRefused(`${consumer}: ${event.type} ${event.id} → ${decision.refused}`)
    states.set(stream, fold(decider, decision, before))
    if (decision.length === 0) continue
    const append = appends.get(stream) ?? {
      stream,
      expected: streams.get(stream)?.version ?? 0,
      events: [],
      actor: `service:${consumer}`,
    }
    appends.set(stream, append)
    for (const fact of decision) {
      // Counted on through the event: it may ask the same stream for two things.
      const index = told.get(`${event.id} ${stream}`) ?? 0
      told.set(`${event.id} ${stream}`, index + 1)
      append.events.push({
        id: deriveId(event.id, consumer, stream, index),
        type: fact.type,
        data: fact.data as JsonObject,
        at: instantOf?.(fact) ?? at,
        cause: event.id,
      } satisfies NewEvent)
    }
  }
  return [...appends.values()]
}
