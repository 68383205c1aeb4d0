export type Side = 'client' | 'server'

/** What a pattern is found in: the last bytes that one side of one connection sent, at most 64 KiB. */
export type Pattern = string | ((sent: Buffer) => boolean)

/** Waits for bytes; the first connection that shows them loses what the server answers. */
export interface Watch {
  side: Side
  matches(sent: Buffer): boolean
  happened(): void
}

/** How the proxy treats everybody, at this moment. */
export interface Mood {
  delayMs: number
  swallows: boolean
  /** Bytes that went nowhere, of everybody together. */
  swallowed: number
  watches: Set<Watch>
}

export const matcher = (pattern: Pattern): Watch['matches'] =>
  typeof pattern === 'function' ? pattern : (sent) => sent.includes(pattern)
