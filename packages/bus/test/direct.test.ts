import type { PublicEvent } from '@ventanilla/contracts'
import { busConformance } from '../src/conformance.ts'
import { openDirectBus } from '../src/index.ts'
import { startLoop } from './start-loop.ts'

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
