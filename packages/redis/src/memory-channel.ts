import type { Channel } from './ports.ts'

/** Where topics begin and end to have listeners. */
export interface TopicWatch {
  onFirst?(topic: string): void
  onLast?(topic: string): void
}

/** Wakes those of this process. */
export function memoryChannel({ onFirst, onLast }: TopicWatch = {}): Channel & { topics(): string[] } {
  const listeners = new Map<string, Set<(message: string) => void>>()

  return {
    topics: () => [...listeners.keys()],
    tell(topic, message) {
      for (const listener of [...(listeners.get(topic) ?? [])]) listener(message)
    },
    listen(topic, listener) {
      const mine = listeners.get(topic) ?? new Set()
      const own = (message: string) => listener(message)
      listeners.set(topic, mine.add(own))
      if (mine.size === 1) onFirst?.(topic)
      return () => {
        if (!mine.delete(own) || mine.size > 0) return
        listeners.delete(topic)
        onLast?.(topic)
      }
    },
  }
}
