import type { EventLog } from '@ventanilla/event-log'
import type { Channel } from '@ventanilla/redis'

export function topicOf(entity: string): string {
  return `updates:${entity}`
}

/**
 * Tells all replicas how far an entity's journal has got when it was written to: no oftener than that can be asked,
 * and with the answer that the read models, woken by the same write, get as well.
 * @returns how to fall silent
 */
export function announceWrites(log: Pick<EventLog, 'onWrite' | 'heads'>, channel: Channel): () => void {
  const asking = new Map<string, { again: boolean }>()

  async function announce(entity: string): Promise<void> {
    const present = asking.get(entity)
    if (present) {
      present.again = true
      return
    }
    const mine = { again: true }
    asking.set(entity, mine)
    try {
      while (mine.again) {
        mine.again = false
        const head = (await log.heads()).get(entity)
        if (head !== undefined) channel.tell(topicOf(entity), String(head))
      }
    } catch {
      // The database is away, and so is what there would be to tell; whoever follows looks again by themselves.
    } finally {
      asking.delete(entity)
    }
  }

  return log.onWrite((entity) => void announce(entity))
}
