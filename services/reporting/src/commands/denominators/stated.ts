import { fold, isRefusal, type JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import {
  type Denominator,
  type DenominatorStated,
  denominatorDecider,
} from '../../domain/denominator/decider.ts'

export const denominatorStream = (entity: string, name: string): string => `denominator/${entity}/${name}`

export async function readDenominator(
  log: Pick<EventLog, 'stream'>,
  entity: string,
  name: string,
): Promise<{ version: number; known: Denominator }> {
  const { version, events } = await log.stream(denominatorStream(entity, name))
  return { version, known: fold(denominatorDecider, events as unknown as DenominatorStated[]) }
}

const TRIES = 5

/** Keeps what an entity states, and gives all that is known of it by then. */
export async function stateDenominator(
  log: EventLog,
  entity: string,
  stated: DenominatorStated['data'],
  at: string,
): Promise<Denominator> {
  const stream = denominatorStream(entity, stated.name)
  for (let tried = 0; tried < TRIES; tried++) {
    const { version, known } = await readDenominator(log, entity, stated.name)
    const decision = denominatorDecider.decide({ type: 'State', ...stated }, known)
    if (isRefusal(decision)) throw new Error('a number is never refused')
    if (decision.length === 0) return known
    const events = decision.map(({ type, data }) => ({
      ...{ id: deriveId(stream, version + 1), type, at, data: data as unknown as JsonObject },
    }))
    const append = { stream, expected: version, events, actor: `user:${stated.by}` }
    const written = await log.write(entity, { appends: [append] })
    if (written.outcome === 'written') return decision.reduce(denominatorDecider.evolve, known)
  }
  throw new Error(`others stated ${stated.name} at once, ${TRIES} times`)
}
