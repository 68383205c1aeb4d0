/** What a process says of itself, again and again. */
export interface Beat {
  /** This run of this process. */
  replica: string
  /** Counts up: one that comes late, after the next, says nothing. */
  nth: number
  /** No request to it writes a fact before this business instant. */
  promised: string
  /** What one process does at a time, of which it takes what is free. */
  work: readonly string[]
  /** How far each of its jobs has looked: nothing before was left to do. */
  looked: ReadonlyMap<string, string>
}

export interface Answer {
  /** It is one of the replicas. Not if it promises less than what was given out already. */
  standing: boolean
  /** No replica writes a fact by a request before this business instant, neither now nor later. */
  floor: string
  /** The work that is its own. */
  mine: readonly string[]
  /** How far each job had looked, whoever does it. */
  looked: ReadonlyMap<string, string>
}

/**
 * Where the processes of one service know of one another. One that has been silent for the lease is no longer one of
 * them: its work is free, and nobody waits for it.
 */
export interface Replicas {
  /** How long the others wait for one that is silent, milliseconds. */
  readonly leaseMs: number
  beat(beat: Beat): Promise<Answer>
  /** It is not one of them any more, and its work is free at once. */
  leave(replica: string): Promise<void>
  close(): Promise<void>
}
