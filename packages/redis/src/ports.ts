/** How often something was counted in its present window, and milliseconds until the window ends. */
export interface Hit {
  count: number
  endsInMs: number
}

/** Counts in windows: a key's window begins with its first hit and is over after `windowMs`. */
export interface Counter {
  /** @param weight what the hit counts for: 1; 0 only asks */
  hit(key: string, windowMs: number, weight?: number): Promise<Hit>
}

/**
 * Answers that were dear to work out, for a short while. Never a source of truth: an entry may be gone at any time,
 * and a key says all that its value depends on, so that a value is right for as long as it is found. Nothing in it
 * may name a person. Neither call ever fails.
 */
export interface Cache {
  get(key: string): Promise<string | undefined>
  /** Keeps `value` for `ttlMs` at most. Resolves when it is there, or when it is clear that it won't be. */
  set(key: string, value: string, ttlMs: number): Promise<void>
  forget(key: string): Promise<void>
}

/**
 * Who is where, for as long as they say so again: `who` is an id, `says` a word. A courtesy to those who are there
 * together, and never a lock. None of its calls ever fails.
 */
export interface Presence {
  /** `who` is at `place` from now on for `ttlMs`; said again, the later word and time count. */
  tell(place: string, who: string, says: string, ttlMs: number): Promise<void>
  leave(place: string, who: string): Promise<void>
  /** Those who are there now, with what each says. */
  here(place: string): Promise<Map<string, string>>
}

/**
 * Wakes whoever listens, in this process and in its replicas. A message may be lost or come twice, so it says that
 * there is something to look for and never what: behind every listener stands a poll.
 */
export interface Channel {
  /** Returns at once and never fails. */
  tell(topic: string, message: string): void
  /** @returns how to be forgotten */
  listen(topic: string, listener: (message: string) => void): () => void
}
