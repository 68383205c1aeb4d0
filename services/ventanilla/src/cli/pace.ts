/** What is told of long work at least a second after it was told last, and always at its end. */
export interface Pace {
  done: number
  total: number
  /** Over the last ten seconds or so; 0 until it is known. */
  perSecond: number
  /** How long what is left takes at this rate; undefined until it is known. */
  secondsLeft: number | undefined
}

const EVERY_MS = 1_000
const MEMORY_MS = 10_000

/** @param now milliseconds */
export function createPace(now: () => number): (done: number, total: number) => Pace | undefined {
  const seen: { at: number; done: number }[] = []
  let told = Number.NEGATIVE_INFINITY
  return (done, total) => {
    const at = now()
    if (at - told < EVERY_MS && done < total) return undefined
    told = at
    while (seen.length > 1 && at - (seen[0]?.at ?? at) > MEMORY_MS) seen.shift()
    const first = seen[0]
    seen.push({ at, done })
    const perSecond = first && at > first.at ? ((done - first.done) * 1_000) / (at - first.at) : 0
    return {
      ...{ done, total, perSecond: Math.round(perSecond) },
      secondsLeft: done >= total ? 0 : perSecond > 0 ? Math.ceil((total - done) / perSecond) : undefined,
    }
  }
}
