import type { PublicEvent } from '@ventanilla/contracts'
import { busConformance } from '../src/conformance.ts'
import { openDirectBus, type StartLoop } from '../src/index.ts'

/** The smallest loop that does what the port asks: the runtime's own is tested where it lives. */
const startLoop: StartLoop = (_, step) => {
  let stopped = false
  let failing: string | undefined
  const turning = (async () => {
    while (!stopped) {
      let worked = false
      try {
        worked = await step()
        failing = undefined
      } catch (error) {
        failing = String(error)
      }
      if (!worked) await new Promise((resolve) => setTimeout(resolve, failing ? 120 : 5))
    }
  })()
  return {
    nudge: () => {},
    async stop() {
      stopped = true
      await turning
    },
    get failing() {
      return failing
    },
  }
}

/** Reverses the order of the cases and keeps that within each. */
function shuffle(events: PublicEvent[]): PublicEvent[] {
  const subjects = [...new Set(events.map(({ subject }) => subject))].reverse()
  return subjects.flatMap((subject) => events.filter((event) => event.subject === subject))
}

for (const [name, order] of [
  ['direct', undefined],
  ['direct, shuffled across cases', shuffle],
] as const)
  busConformance(name, async (intake, { batch }) => ({
    bus: openDirectBus({
      publishers: [{ name: 'intake', ...intake }],
      startLoop,
      batch,
      ...(order && { shuffle: order }),
    }),
    close: async () => {},
  }))
