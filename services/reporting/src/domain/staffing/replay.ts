import { finish, type Pace, type Period, type Rate, rateOf, type Staffing } from './capacity.ts'

/** A case in an area's queue, in business seconds; of one that is still there `leave` is absent. */
export interface Stop {
  /** Which case, by its place among those that are replayed. */
  readonly case: number
  readonly area: string
  readonly enter: number
  readonly leave?: number
}

export interface Replayed extends Stop {
  readonly enters: number
  /** Undefined of one that is still there and whose area has no pace to tell when it would have left. */
  readonly leaves: number | undefined
}

export interface AreaReplayed {
  readonly pace: Pace
  readonly rate: Rate
}

export interface Trial {
  readonly staffing: ReadonlyMap<string, Staffing>
  readonly period: Period
  /** Up to when it is known what left and what didn't. */
  readonly known: number
}

export interface Outcome {
  readonly stops: readonly Replayed[]
  readonly areas: ReadonlyMap<string, AreaReplayed>
}

/** Where nobody knows the pace that cases a day are to be compared with. */
export interface PaceUnknown {
  readonly paceUnknown: string
}

/** Stops, or cases, between two chances to do something else: some ten milliseconds. */
export const STRETCH = 5_000

/**
 * Replays the queues of the areas whose staffing is tried. In each, cases leave one after another in the order in
 * which they left; what one took its area is the time from when it was there and the one before had left until it left
 * itself (its *effective process time*: Hopp and Spearman, "Factory Physics", 8; reconstructed from arrivals and
 * departures as by Jacobs et al., "Characterization of operational time variability using effective process times",
 * 2003). That work is done again at another rate, as soon as the case is there and the one before has left. Between
 * the queues that are tried (other areas, waits for somebody outside) each case takes the business time that it took.
 *
 * Cases still there come after all that left, in the order in which they came, and take the mean; the first, at the
 * recorded rate, at least until what is known ends, since by then it had not left.
 *
 * Everything that comes out is a sum or a greater of what went in, in an order that doesn't change: so with more
 * capacity nothing is later, and with the same nothing differs.
 * @param given case by case, of each in its order: so those that no time tells apart stay in it
 * @yields now and then, so that something else may be done
 */
export function* replay(given: readonly Stop[], trial: Trial): Generator<undefined, Outcome | PaceUnknown> {
  const stops = inOrder(given)
  yield
  const works = worksOf(stops)
  const paces = pacesOf(stops, works, trial.period)
  const areas = new Map<string, AreaReplayed>()
  for (const [area, staffing] of trial.staffing) {
    const pace = paces.get(area) ?? { cases: 0, worked: 0 }
    const rate = rateOf(staffing, pace)
    if (rate === undefined) return { paceUnknown: area }
    areas.set(area, { pace, rate })
  }
  const servers = new Map([...areas].map(([area, found]) => [area, new Server(found, trial)]))
  /** The last of each case that was replayed. */
  const last = new Map<number, Replayed>()
  const replayed: Replayed[] = []
  for (const [index, stop] of stops.entries()) {
    if (index % STRETCH === 0) yield
    const server = servers.get(stop.area)
    if (!server) throw new Error(`nobody tries another staffing of ${stop.area}`)
    const enters = shifted(stop.enter, last.get(stop.case))
    const one = { ...stop, enters, leaves: server.serve(stop, enters, works[index] ?? 0) }
    last.set(stop.case, one)
    replayed.push(one)
  }
  return { stops: replayed, areas }
}

/** Where an instant of a case comes to lie after its last replayed stop: as long after it as it was. */
export function shifted(time: number, after: Replayed | undefined): number {
  if (after?.leave === undefined || after.leaves === undefined) return time
  return after.leaves + (time - after.leave)
}

/** Later than any that left. */
const NOT_LEFT = Number.MAX_SAFE_INTEGER

/** As they left; what didn't leave comes last. By numbers alone, since nothing else is done while it lasts. */
function inOrder(stops: readonly Stop[]): Stop[] {
  const left = Float64Array.from(stops, ({ leave = NOT_LEFT }) => leave)
  const came = Float64Array.from(stops, ({ enter }) => enter)
  const of = (times: Float64Array, place: number) => times[place] ?? 0
  const places = Uint32Array.from(stops, (_, place) => place)
  places.sort((a, b) => of(left, a) - of(left, b) || of(came, a) - of(came, b) || a - b)
  return Array.from(places, (place) => stops[place]).filter((stop) => stop !== undefined)
}

/** What each that left took its area. */
function worksOf(stops: readonly Stop[]): Float64Array {
  const works = new Float64Array(stops.length)
  const before = new Map<string, number>()
  for (const [index, { area, enter, leave }] of stops.entries()) {
    if (leave === undefined) break
    works[index] = leave - Math.max(before.get(area) ?? enter, enter)
    before.set(area, leave)
  }
  return works
}

/** By the work that was done in the period, and the cases that left in it. */
function pacesOf(stops: readonly Stop[], works: Float64Array, { from, until }: Period): Map<string, Pace> {
  const paces = new Map<string, Pace>()
  for (const [index, { area, leave }] of stops.entries()) {
    if (leave === undefined) break
    const { cases, worked } = paces.get(area) ?? { cases: 0, worked: 0 }
    const within = Math.min(leave, until) - Math.max(leave - (works[index] ?? 0), from)
    const counts = leave > from && leave <= until
    paces.set(area, { cases: cases + (counts ? 1 : 0), worked: worked + Math.max(0, within) })
  }
  return paces
}

/** An area at work: one case after another. */
class Server {
  readonly #rate: Rate
  readonly #mean: number | undefined
  readonly #trial: Trial
  /** When the last one left, as it went and as it is replayed. */
  #left = Number.NEGATIVE_INFINITY
  #leaves = Number.NEGATIVE_INFINITY
  #waiting = false

  constructor({ pace: { cases, worked }, rate }: AreaReplayed, trial: Trial) {
    this.#rate = rate
    this.#mean = cases === 0 ? undefined : Math.round(worked / cases)
    this.#trial = trial
  }

  serve({ enter, leave }: Stop, enters: number, work: number): number | undefined {
    const takes = leave === undefined ? this.#ofWaiting(enter) : work
    if (takes === undefined) return undefined
    this.#leaves = finish(Math.max(this.#leaves, enters), takes, this.#rate, this.#trial.period)
    this.#left = leave ?? this.#left
    return this.#leaves
  }

  #ofWaiting(enter: number): number | undefined {
    if (this.#mean === undefined || this.#waiting) return this.#mean
    this.#waiting = true
    return Math.max(this.#mean, this.#trial.known - Math.max(this.#left, enter) + 1)
  }
}
