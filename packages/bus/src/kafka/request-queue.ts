import { createRequire } from 'node:module'

/** What is mended of the queue that each connection of kafkajs has. */
interface RequestQueue {
  pending: readonly unknown[]
  scheduleCheckPendingRequests(): void
}

const mended = Symbol.for('ventanilla.requestQueueMended')

/**
 * kafkajs 2.2.4 looks after requests that a broker's quota made wait. It sets the next look when nothing waits, too,
 * for an instant in 1970: Node warns of the first (TimeoutNegativeWarning) and makes a millisecond of each, so every
 * connection woke its process a thousand times a second, for ever. With nothing waiting there is nothing to look
 * after: a request that must wait sets the look itself.
 */
export function mendRequestQueue(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue & { [mended]?: true }
  }
  if (prototype[mended]) return
  const { scheduleCheckPendingRequests } = prototype
  prototype[mended] = true
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this)
  }
}
