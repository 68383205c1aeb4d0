import { setTimeout as sleep } from 'node:timers/promises'

/** Loaded before a process that is measured: collects, and tells what is left, when it is asked. */
process.on('message', async (message: { type?: string }) => {
  if (message.type !== 'memory') return
  // What a collection finalizes is freed by the next one. As the last resort V8 gives back the room it keeps for more.
  for (let n = 0; n < 3; n++) {
    await globalThis.gc?.({ type: 'major', execution: 'async', flavor: 'last-resort' })
    await sleep(200)
  }
  const { rss, heapUsed } = process.memoryUsage()
  process.send?.({ type: 'memory', rss, heapUsed })
})
process.channel?.unref()
