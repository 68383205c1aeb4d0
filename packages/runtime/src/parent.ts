/** Who forked this process with a channel, if anybody did. */
export interface Parent {
  /** Says where it answers. */
  serving(address: string): void
  /** The parent is no more. Never, where there is none. */
  gone: Promise<void>
}

/** What a process tells who forked it once it answers. */
export interface Serving {
  type: 'serving'
  address: string
}

export function isServing(message: unknown): message is Serving {
  return (message as Serving | undefined)?.type === 'serving'
}

/** The piece of `process` that the channel to a parent is. */
export interface ParentHost {
  connected: boolean
  send?(said: unknown, handle: undefined, options: undefined, done: () => void): boolean
  once(event: 'disconnect', listener: () => void): unknown
  channel?: { unref(): void } | null
}

export function parentOf(host: ParentHost = process as ParentHost): Parent {
  if (host.send === undefined) return { serving() {}, gone: new Promise(() => {}) }
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  if (!host.connected) resolve() // it went while we started
  host.once('disconnect', resolve)
  host.channel?.unref() // listening for its end must not keep the process from its own
  return {
    serving(address) {
      const said: Serving = { type: 'serving', address }
      if (host.connected) host.send?.(said, undefined, undefined, () => {})
    },
    gone,
  }
}
