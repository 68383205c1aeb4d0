import type { Bus, Subscribed } from '@ventanilla/bus'
import type { ServiceName } from '@ventanilla/contracts'
import type { Projector } from '@ventanilla/projections'
import type { Backoff } from './backoff.ts'
import type { Loop, LoopOptions } from './loop.ts'
import type { Nudges } from './nudges.ts'
import { type Guarding, guard } from './parking/guard.ts'
import { inputName, jobName, type Prepared } from './prepare.ts'
import { failureName } from './safe-error.ts'
import { type Job, projectorsOf, type Service } from './service.ts'
import type { Lag } from './settle.ts'

/** One piece of a running service. */
export interface Part {
  lag(): Promise<Lag>
  /** Of what hears others: what it failed with last, until it goes on. */
  failing?(): string | undefined
  stop(): Promise<void>
}

export type Step = LoopOptions['step']

export interface Starting {
  bus: Bus
  nudges: Nudges<ServiceName>
  reachable: ReadonlySet<ServiceName>
  guarding: Guarding
  /** `aside`: business time that advances doesn't wake it. `first`: in a process that gives way it comes before others. */
  startLoop(
    name: string,
    step: Step,
    how?: { pollMs?: number | undefined; aside?: true; first?: true; backoff?: Backoff },
  ): Loop
}

/** Subscriptions, then read models, then jobs, each with its loop. */
export async function startParts(prepared: Prepared, starting: Starting): Promise<Part[]> {
  const { service } = prepared
  const parts: Part[] = []
  for (const subscription of service.subscriptions) {
    const part = await follow(prepared, subscription, starting)
    if (part) parts.push(part)
  }
  for (const projector of projectorsOf(service)) parts.push(await project(service, projector, starting))
  for (const job of service.jobs) parts.push(work(prepared, job, starting))
  return parts
}

async function follow(
  { service, reach }: Prepared,
  subscription: Service['subscriptions'][number],
  { bus, reachable, guarding }: Starting,
): Promise<Part | undefined> {
  const from = subscription.from.filter((source) => reachable.has(source))
  if (from.length === 0) return undefined
  const reached = new Map<ServiceName, string>()
  const subscribed: Subscribed = await bus.subscribe({
    ...subscription,
    from,
    handle: guard(service, subscription, guarding),
    place: (consumer, source) => service.log.place(consumer, source),
    onWatermark(source, instant) {
      // Another of the publisher's processes may know less of it for a while.
      if (instant <= (reached.get(source) ?? '')) return
      reached.set(source, instant)
      subscription.onWatermark?.(source, instant)
      reach.heard(inputName(subscription.consumer, source), instant)
    },
  })
  const failing = () => subscribed.failing()
  return {
    failing,
    lag: () => lagOf(subscription.consumer, () => subscribed.behind(), failing),
    stop: () => subscribed.stop(),
  }
}

async function project({ name, log }: Service, projector: Projector, { startLoop }: Starting): Promise<Part> {
  // Makes the tables of a model that never ran: its readers must find them as soon as the server listens.
  await projector.behind()
  const loop = startLoop(`${name} model ${projector.name}`, (_, beat) => projector.step(beat))
  const silences = [log.onWrite(() => loop.nudge()), projector.onAwaited(() => loop.hurry())]
  return part(loop, () => projector.behind(), silences)
}

function work({ service, reach, turn }: Prepared, job: Job, { startLoop, nudges }: Starting): Part {
  const name = `${service.name} ${jobName(job.name)}`
  const endingOf = joined()
  const step: Step = async (stopping, beat) => {
    const ours = turn(jobName(job.name))
    if (!ours) return false
    const ending = endingOf(stopping, ours)
    const found = reach.look(jobName(job.name))
    const worked = await job.step(ending, beat)
    // One that was broken off has not looked at everything.
    if (!worked && !ending.aborted) found()
    return worked
  }
  const { pollMs } = job
  const behind = () => job.behind(turn(jobName(job.name)) !== undefined)
  if (job.housekeeping) return part(startLoop(name, step, { pollMs, aside: true }), behind, [])
  const loop = startLoop(name, step, { pollMs, first: true })
  const silences = [service.log.onWrite(() => loop.nudge()), nudges.on(service.name, () => loop.nudge())]
  return part(loop, behind, silences)
}

/** A job makes many steps under one turn: a signal for each would leave them all hanging on the two it joins. */
function joined(): (stopping: AbortSignal, ours: AbortSignal) => AbortSignal {
  let last: { ours: AbortSignal; ending: AbortSignal } | undefined
  return (stopping, ours) => {
    if (last?.ours !== ours) last = { ours, ending: AbortSignal.any([stopping, ours]) }
    return last.ending
  }
}

function part(loop: Loop, behind: () => Promise<number>, silences: readonly (() => void)[]): Part {
  return {
    lag: () => lagOf(loop.name, behind, () => loop.failing),
    stop() {
      for (const silence of silences) silence()
      return loop.stop()
    },
  }
}

/** @returns a lag of 0 that fails when it can't be told */
export async function lagOf(
  name: string,
  behind: () => Promise<number>,
  failing: () => string | undefined,
): Promise<Lag> {
  try {
    const count = await behind()
    const stuckOn = failing()
    return { name, behind: count, ...(stuckOn === undefined ? {} : { failing: stuckOn }) }
  } catch (error) {
    return { name, behind: 0, failing: failureName(error) }
  }
}
