/** The processes of one service, as 'http://host:port', taken in turn. */
export interface Replicas {
  /** Every one of them once, in the order to try: those that answered last first. Moves the turn on. */
  inTurn(): readonly string[]
  /** It could not be reached: the others are tried first for a while. */
  rest(origin: string): void
  /** Those there are now, by their number; undefined for one that is away. */
  set(origins: readonly (string | undefined)[]): void
  /** Every one that there should be, by its number. */
  numbered(): readonly (string | undefined)[]
}

/** As long as a process takes to be started again; one that is back sooner only waits for its turn. */
const REST_MS = 2_000

export function createReplicas(
  origins: readonly string[] = [],
  elapsedMs: () => number = () => performance.now(),
): Replicas {
  let numbered: readonly (string | undefined)[] = [...origins]
  let known = [...origins]
  let turn = 0
  const restUntil = new Map<string, number>()
  const rests = (origin: string) => (restUntil.get(origin) ?? 0) > elapsedMs()
  return {
    inTurn() {
      const from = turn++ % Math.max(known.length, 1)
      const order = [...known.slice(from), ...known.slice(0, from)]
      return [...order.filter((origin) => !rests(origin)), ...order.filter(rests)]
    },
    rest(origin) {
      restUntil.set(origin, elapsedMs() + REST_MS)
    },
    set(next) {
      numbered = [...next]
      known = next.filter((origin) => origin !== undefined)
      for (const origin of restUntil.keys()) if (!known.includes(origin)) restUntil.delete(origin)
    },
    numbered: () => numbered,
  }
}
