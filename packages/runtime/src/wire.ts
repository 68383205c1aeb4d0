import { openDirectBus, type Publisher } from '@ventanilla/bus'
import type { ServiceName } from '@ventanilla/contracts'
import { oneAtATime } from '@ventanilla/database'
import { isDriven } from './clock.ts'
import { type Loop, loop } from './loop.ts'
import { createNudges } from './nudges.ts'
import type { Starting } from './parts.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { RunOptions } from './run-options.ts'
import type { Service } from './service.ts'

/** What joins the services of a process, before anything of it moves. */
export interface Wiring extends Starting {
  prepared: readonly Prepared[]
  /** Business time stands still until a driver advances it. */
  driven: boolean
  /** Every loop started so far; grows as parts start. */
  loops: readonly Loop[]
  /** Those of a bus between processes: while brokers are away requests are served, and their facts kept. */
  carrying: ReadonlySet<Loop>
  /** The clock wakes nobody any more. */
  silence(): void
}

type WiringOptions = Pick<
  RunOptions,
  'clock' | 'hears' | 'openBus' | 'logger' | 'pollMs' | 'sole' | 'parkAfter' | 'givesWay'
>

export function wire(services: readonly Service[], options: WiringOptions): Wiring {
  const { clock, logger, sole, parkAfter, hears = [], openBus = direct } = options
  const loops: Loop[] = []
  const nudges = createNudges<ServiceName>()
  const reachable = new Set([...services.map(({ name }) => name), ...hears])
  const driver = isDriven(clock) ? clock : undefined
  const prepared = services.map((service) =>
    prepare(service, { clock, reachable, nudges, sole, driven: driver !== undefined }),
  )
  const woken = new Set<Loop>()
  const behind = options.givesWay && oneAtATime()
  const startLoop: Starting['startLoop'] = (
    name,
    work,
    { pollMs = options.pollMs ?? 1_000, aside, first, backoff } = {},
  ) => {
    const step: typeof work = behind
      ? (signal, beat) => behind(() => work(signal, beat), { first, onTurn: beat })
      : work
    // Business time that is driven goes on when all of them have nothing left to do.
    const restless = driver !== undefined
    const started = loop({ name, step, pollMs, logger, restless, ...(backoff && { backoff }) })
    loops.push(started)
    if (!aside) woken.add(started)
    return started
  }
  const silence = driver?.onAdvance(() => {
    for (const one of woken) one.nudge()
  })
  const carrying = new Set<Loop>()
  const startCarrying: Starting['startLoop'] = (name, step, how) => {
    const started = startLoop(name, step, how)
    if (options.openBus) carrying.add(started)
    return started
  }
  tellUnreachable(services, reachable, options)
  return {
    ...{ prepared, driven: driver !== undefined, loops, carrying, nudges, reachable, startLoop },
    guarding: { clock, logger, parkAfter },
    bus: openBus(
      prepared.map(({ publisher }) => publisher),
      startCarrying,
    ),
    silence: silence ?? (() => {}),
  }
}

function direct(publishers: readonly Publisher[], startLoop: Starting['startLoop']) {
  return openDirectBus({ publishers, startLoop })
}

function tellUnreachable(
  services: readonly Service[],
  reachable: ReadonlySet<ServiceName>,
  { logger }: WiringOptions,
): void {
  for (const { subscriptions } of services) {
    for (const { consumer, from } of subscriptions) {
      const missing = from.filter((source) => !reachable.has(source))
      if (missing.length > 0) logger.warn({ consumer, missing }, 'not followed: they publish elsewhere')
    }
  }
}
