import type { PublicEvent } from '@ventanilla/contracts'

/** Seconds since 1970; `to` is absent while the case is in that area's queue. */
export interface Visit {
  readonly area: string
  readonly from: number
  readonly to?: number
}

/**
 * In which area's queue a case was, and when, as routing tells it. A case that waits for somebody outside, or that is
 * over, is in none. No officer is kept: what is asked of this is of areas.
 */
export interface Queue {
  readonly visits: readonly Visit[]
  /** Who has it, whether it is in that queue or not. */
  readonly area?: string
  /** Absent while somebody has to work on it. */
  readonly rests?: true
  /** Another case goes on for it: whoever works, works on that one. */
  readonly merged?: true
}

export const newQueue: Queue = { visits: [] }

/** The queue after one more fact; the same one for facts that aren't part of it. */
export function tellQueue(queue: Queue, event: PublicEvent): Queue {
  switch (event.type) {
    case 'ventanilla.routing.CaseAssigned.v1':
      return assigned(queue, event.data.area, secondsOf(event.at))
    case 'ventanilla.routing.CaseAnswered.v1':
      return rested(queue, secondsOf(event.at))
    case 'ventanilla.routing.CaseMoved.v1':
      return event.data.clock === 'runs'
        ? goneOn(queue, secondsOf(event.at))
        : rested(queue, secondsOf(event.at))
    case 'ventanilla.routing.CaseMerged.v1':
      return { ...leave(queue, secondsOf(event.at)), merged: true }
    case 'ventanilla.routing.CaseUnmerged.v1':
      return separated(queue, secondsOf(event.at))
    default:
      return queue
  }
}

function separated({ merged: _, ...queue }: Queue, at: number): Queue {
  return queue.rests ? queue : enter(queue, at)
}

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1000)

/** To another officer or level of its area it goes on waiting where it waits. */
function assigned(queue: Queue, area: string, at: number): Queue {
  if (queue.area === area) return queue
  const left = { ...leave(queue, at), area }
  return queue.rests ? left : enter(left, at)
}

function rested(queue: Queue, at: number): Queue {
  return queue.rests ? queue : { ...leave(queue, at), rests: true }
}

function goneOn({ rests, ...queue }: Queue, at: number): Queue {
  return rests ? enter(queue, at) : queue
}

function enter(queue: Queue, at: number): Queue {
  if (queue.area === undefined || queue.merged) return queue
  return { ...queue, visits: [...queue.visits, { area: queue.area, from: notBefore(queue, at) }] }
}

function leave(queue: Queue, at: number): Queue {
  const last = queue.visits.at(-1)
  if (last === undefined || last.to !== undefined) return queue
  return { ...queue, visits: [...queue.visits.slice(0, -1), { ...last, to: notBefore(queue, at) }] }
}

/** What another system tells may go backwards: a visit doesn't. */
function notBefore({ visits }: Queue, at: number): number {
  const last = visits.at(-1)
  return Math.max(at, last?.to ?? last?.from ?? at)
}
