import {
  type Append,
  assertWellFormed,
  type EventLog,
  type Recorded,
  type RefusalCode,
  type Unit,
  type Written,
  type WrittenAppend,
} from './event-log.ts'

/** Events that a scan gives at once. */
const PIECE = 100

/** The log in memory, for tests of what stands on it. @param now the instant written as `recordedAt` */
export function memoryLog(now: () => string = () => '2026-01-02T15:00:00.000Z'): EventLog {
  const logs = new Map<string, Recorded[]>()
  const streams = new Map<string, Recorded[]>()
  const ids = new Map<string, Recorded>()
  const claims = new Map<string, { digest: string; stream: string }>()
  const series = new Map<string, number>()
  const enclosures = new Map<string, Uint8Array>()
  const places = new Map<string, number>()
  const listeners = new Set<(entity: string) => void>()

  const isRepeat = (append: Append) => append.events.every(({ id }) => ids.get(id)?.stream === append.stream)

  function refusal(entity: string, unit: Unit): { code: RefusalCode; stream?: string } | undefined {
    for (const { consumer, source, expected } of unit.places ?? [])
      if ((places.get(`${consumer}\n${source}`) ?? 0) !== expected) return { code: 'place-moved' }
    const repeats = unit.appends.filter(isRepeat).length
    for (const append of unit.appends) {
      const { stream, claim, events, expected } = append
      const claimed = claim && claims.get(claim.key)
      if (claimed && (claimed.digest !== claim.digest || claimed.stream !== stream || !isRepeat(append)))
        return { code: 'claim-conflict', stream }
      const there = streams.get(stream)
      if (there?.[0] && there[0].entity !== entity) return { code: 'version-conflict', stream }
      if (isRepeat(append)) {
        if (repeats < unit.appends.length) return { code: 'event-id-reused', stream }
        continue
      }
      if (events.some(({ id }) => ids.has(id))) return { code: 'event-id-reused', stream }
      if (expected !== 'any' && expected !== (there?.length ?? 0)) return { code: 'version-conflict', stream }
    }
    return undefined
  }

  function append(
    entity: string,
    { stream, events, number, claim, enclosure, ...rest }: Append,
  ): WrittenAppend {
    const log = logs.get(entity) ?? []
    logs.set(entity, log)
    const history = streams.get(stream) ?? []
    streams.set(stream, history)
    let numbered: { number: number; radicado: string } | undefined
    if (number) {
      const next = (series.get(number.series) ?? 0) + 1
      series.set(number.series, next)
      const digits = String(next).padStart(number.width, '0')
      numbered = { number: next, radicado: `${number.prefix}${digits}${number.suffix ?? ''}` }
    }
    events.forEach((event, index) => {
      const cause = event.cause ?? rest.cause
      const recorded: Recorded = {
        ...structuredClone(event),
        ...(number?.event === index && { data: { ...event.data, ...numbered } }),
        entity,
        stream,
        position: log.length + 1,
        version: history.length + 1,
        recordedAt: now(),
        actor: rest.actor,
        ...(cause !== undefined && { cause }),
      }
      log.push(recorded)
      history.push(recorded)
      ids.set(event.id, recorded)
    })
    if (claim) claims.set(claim.key, { digest: claim.digest, stream })
    if (enclosure) enclosures.set(`${stream}\n${enclosure.kind}`, enclosure.body)
    return { stream, position: log.length, version: history.length, ...numbered }
  }

  const at = (id: string) => {
    const events = streams.get(id) ?? []
    return { ...(events[0] && { entity: events[0].entity }), version: events.length, events: [...events] }
  }

  return {
    async write(entity, unit): Promise<Written> {
      assertWellFormed(unit)
      const refused = refusal(entity, unit)
      if (refused) return { outcome: 'refused', ...refused }
      const repeated = unit.appends.length > 0 && unit.appends.every(isRepeat)
      for (const { stream, enclosure } of repeated ? [] : unit.appends)
        if (enclosure && enclosures.has(`${stream}\n${enclosure.kind}`))
          throw new Error(`${stream} already has its ${enclosure.kind}`)
      for (const { consumer, source, next } of unit.places ?? []) places.set(`${consumer}\n${source}`, next)
      const appends = unit.appends.map((one) => {
        if (!repeated) return append(entity, one)
        const last = ids.get(one.events.at(-1)?.id ?? '')
        return { stream: one.stream, position: last?.position ?? 0, version: last?.version ?? 0 }
      })
      if (!repeated && appends.length > 0) for (const listener of listeners) listener(entity)
      return { outcome: repeated ? 'repeated' : 'written', appends }
    },
    stream: async (id) => at(id),
    streams: async (wanted) => new Map(wanted.map((id) => [id, at(id)])),
    stories: async (wanted) =>
      new Map(
        wanted.map((id) => {
          const { events, ...stream } = at(id)
          return [id, { ...stream, events: events.map(({ type, data }) => ({ type, data })) }]
        }),
      ),
    read: async (entity, after, limit) => (logs.get(entity) ?? []).slice(after, after + limit),
    async *scan(entity, after, upTo) {
      for (let from = after; from < upTo; from += PIECE) {
        const piece = (logs.get(entity) ?? []).slice(from, Math.min(from + PIECE, upTo))
        if (piece.length === 0) return
        yield piece
      }
    },
    head: async (entity) => logs.get(entity)?.length ?? 0,
    heads: async () =>
      new Map([...logs.keys()].sort().map((entity) => [entity, logs.get(entity)?.length ?? 0])),
    place: async (consumer, source) => places.get(`${consumer}\n${source}`) ?? 0,
    places: async (consumer) =>
      new Map(
        [...places]
          .filter(([key]) => key.startsWith(`${consumer}\n`))
          .map(([key, next]) => [key.slice(consumer.length + 1), next]),
      ),
    claim: async (key) => claims.get(key),
    enclosure: async (stream, kind) => enclosures.get(`${stream}\n${kind}`),
    onWrite(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => listeners.clear(),
  }
}
