/** Wakes, inside one process, whoever follows a service. A poll stands behind it: a lost ring costs time alone. */
export interface Nudges<Name extends string> {
  ring(name: Name): void
  ringAll(): void
  /** @returns how to be forgotten */
  on(name: Name, listener: () => void): () => void
}

export function createNudges<Name extends string>(): Nudges<Name> {
  const listeners = new Map<Name, Set<() => void>>()
  const ring = (name: Name) => {
    for (const listener of listeners.get(name) ?? []) listener()
  }
  return {
    ring,
    ringAll() {
      for (const name of listeners.keys()) ring(name)
    },
    on(name, listener) {
      const mine = listeners.get(name) ?? new Set()
      listeners.set(name, mine.add(listener))
      return () => mine.delete(listener)
    },
  }
}
