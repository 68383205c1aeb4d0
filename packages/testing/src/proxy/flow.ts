import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Mood } from './mood.ts'

/** Writes to one side what the other one sent, late when the mood says so, never out of order. */
export function flow(from: Socket, to: Socket, mood: Mood) {
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0

  function write(chunk: Buffer) {
    if (to.destroyed || to.writableEnded || to.write(chunk)) return
    from.pause()
    to.once('drain', () => from.resume())
  }

  /** After everything that came before. */
  function later(what: () => void) {
    const due = performance.now() + mood.delayMs
    waiting += 1
    turn = turn.then(async () => {
      const left = due - performance.now()
      if (left > 0) await sleep(left, undefined, { ref: false })
      waiting -= 1
      what()
    })
  }

  const soon = (what: () => void) => (mood.delayMs === 0 && waiting === 0 ? what() : later(what))
  return {
    send: (chunk: Buffer) => soon(() => write(chunk)),
    end: () => soon(() => to.end()),
  }
}
