import type { Place } from '@ventanilla/event-log'
import { NO_ENTITY } from '../bus.ts'
import type { Relayed } from '../direct.ts'

const CONSUMER = 'relay'
/** Two older states of everything, to go back to when brokers lose what they had acknowledged. */
const CHECKPOINTS = ['#1', '#2'] as const

/**
 * What a relay knows of its topic, kept as places of the service's own log: how far each entity's log is published,
 * the last public event of each in each partition, and the end of each partition. What is here was acknowledged; what
 * is saved follows behind, so a relay that is killed publishes its last batches once more.
 */
export interface RelayPlaces {
  published(entity: string): number
  /** The sequence of the last public event of an entity in a partition; 0 for none. */
  last(entity: string, partition: number): number
  /** The offset after the last record of a partition. */
  end(partition: number): number
  move(entity: string, position: number): void
  acknowledge(entity: string, partition: number, sequence: number): void
  extend(partition: number, end: number): void
  /** Keeps the present as the newest state to go back to. */
  checkpoint(): void
  /**
   * Of these partitions only what lies before `sure` is known to be there: back to a state in which they ended no later.
   * What other partitions hold isn't sent again.
   */
  goBack(lost: ReadonlyMap<number, { sure: number; end: number }>): void
  /** @returns false when another relay has moved them: what is known here is worth nothing any more */
  save(): Promise<boolean>
}

export async function loadRelayPlaces(
  log: Relayed['log'],
  topic: string,
  partitions: number,
): Promise<RelayPlaces> {
  const saved = await log.places(CONSUMER)
  const values = new Map(saved)
  const entities = new Set((await log.heads()).keys())
  const numbers = Array.from({ length: partitions }, (_, partition) => partition)
  const place = (entity: string) => `${topic}/${entity}`
  const chain = (entity: string, partition: number) => `${topic}/${entity}@${partition}`
  const end = (partition: number) => `${topic}@${partition}`
  const get = (name: string) => values.get(name) ?? 0
  const names = () => [
    ...numbers.map(end),
    ...[...entities].flatMap((entity) => [place(entity), ...numbers.map((one) => chain(entity, one))]),
  ]
  const copy = (from: string, to: string) => {
    for (const name of names()) values.set(name + to, get(name + from))
  }

  return {
    published: (entity) => get(place(entity)),
    last: (entity, partition) => get(chain(entity, partition)),
    end: (partition) => get(end(partition)),
    move(entity, position) {
      entities.add(entity)
      values.set(place(entity), position)
    },
    acknowledge: (entity, partition, sequence) => values.set(chain(entity, partition), sequence),
    extend: (partition, to) => values.set(end(partition), to),
    checkpoint() {
      copy(CHECKPOINTS[0], CHECKPOINTS[1])
      copy('', CHECKPOINTS[0])
    },
    goBack(lost) {
      const whole = (slot: string) =>
        [...lost].every(([partition, { sure }]) => get(end(partition) + slot) <= sure)
      // A checkpoint that was never taken is the beginning.
      const slot = CHECKPOINTS.find(whole) ?? '#0'
      for (const entity of entities) {
        values.set(place(entity), Math.min(get(place(entity)), get(place(entity) + slot)))
        for (const partition of lost.keys())
          values.set(chain(entity, partition), get(chain(entity, partition) + slot))
      }
      for (const [partition, now] of lost) values.set(end(partition), now.end)
      for (const other of CHECKPOINTS) if (!whole(other)) copy(slot, other)
    },
    async save() {
      const places: Place[] = []
      for (const [source, next] of values) {
        const expected = saved.get(source) ?? 0
        if (next !== expected) places.push({ consumer: CONSUMER, source, expected, next })
      }
      if (places.length === 0) return true
      const { outcome } = await log.write(NO_ENTITY, { appends: [], places })
      if (outcome === 'refused') return false
      for (const { source, next } of places) saved.set(source, next)
      return true
    },
  }
}
