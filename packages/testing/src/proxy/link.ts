import { connect, type Socket } from 'node:net'
import { flow } from './flow.ts'
import type { Mood, Side, Watch } from './mood.ts'

const REMEMBERED = 64 << 10

/** Each side closes when it wants to, and nothing waits to be sent together with something else. */
export const SOCKET = { allowHalfOpen: true, noDelay: true }

/** One connection of a client, and the one that was made to the server for it. */
export interface Link {
  /** By RST, as a crash or a firewall does, or by FIN, as a program that closes. */
  cut(how: 'reset' | 'end'): void
  /** Closes that side alone; what the other one sends is taken and goes nowhere. */
  abandon(side: Side): void
  /** Whether bytes went nowhere, so that it can't be mended. */
  readonly lost: boolean
}

const other: Record<Side, Side> = { client: 'server', server: 'client' }

export function openLink(
  client: Socket,
  to: { host: string; port: number },
  mood: Mood,
  onClose: (link: Link) => void,
): Link {
  const sides: Record<Side, Socket> = { client, server: connect({ ...to, ...SOCKET }) }
  const sent: Record<Side, Buffer> = { client: Buffer.alloc(0), server: Buffer.alloc(0) }
  let abandoned: Side | undefined
  let lost = false
  let losing: Watch | undefined

  function carry(side: Side) {
    const [from, to] = [sides[side], sides[other[side]]]
    const { send, end } = flow(from, to, mood)
    from.on('data', (chunk: Buffer) => {
      lost ||= mood.swallows
      if (lost || abandoned) {
        mood.swallowed += chunk.length
        return
      }
      losing ??= found(side, chunk)
      if (losing === undefined || side === 'client') send(chunk)
      else loseAnswer()
    })
    from.on('end', () => (lost || abandoned ? from.end() : end()))
    from.on('error', () => undefined)
    from.on('close', (failed) => {
      if (!lost && !abandoned) failed ? to.resetAndDestroy() : to.destroy()
      if (!sides.client.closed || !sides.server.closed) return
      losing?.happened()
      onClose(link)
    })
  }

  function found(side: Side, chunk: Buffer): Watch | undefined {
    const watches = [...mood.watches].filter((watch) => watch.side === side)
    sent[side] =
      watches.length === 0 ? Buffer.alloc(0) : Buffer.concat([sent[side], chunk]).subarray(-REMEMBERED)
    const watch = watches.find(({ matches }) => matches(sent[side]))
    if (watch) mood.watches.delete(watch)
    return watch
  }

  /** The server did what it was asked, and nobody learns of it. It is left with a FIN, so that it reads to the end. */
  function loseAnswer() {
    link.abandon('client')
    sides.server.end()
  }

  const link: Link = {
    cut(how) {
      for (const socket of [sides.client, sides.server]) {
        if (how === 'reset' && !socket.connecting) socket.resetAndDestroy()
        else socket.end(() => socket.destroy())
      }
    },
    abandon(side) {
      abandoned = side
      sides[side].resetAndDestroy()
    },
    get lost() {
      return lost || abandoned !== undefined
    },
  }
  carry('client')
  carry('server')
  return link
}
