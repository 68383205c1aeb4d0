import type { Publications } from '@ventanilla/bus'
import type { PublicDraft } from '@ventanilla/contracts'
import type { Recorded } from '@ventanilla/event-log'
import type { ClockEvent } from './domain/clock-events.ts'

/** What the other services learn of a clock. Definitions of calendars, marks ahead and facts that changed nothing stay inside. */
export const publications: Publications = (recorded: Recorded): PublicDraft | undefined => {
  // Which of the service's events it is, its type says; the log doesn't.
  const event = recorded as unknown as ClockEvent
  switch (event.type) {
    case 'ClockStarted':
      return started(event)
    case 'ClockExtended':
      return extended(event)
    case 'ClockRecounted':
      return recounted(event)
    case 'ClockPaused':
    case 'ClockCancelled': {
      const { clockId, caseId, on, reason } = event.data
      return draft({ type: `ventanilla.sla-clock.${event.type}.v1`, data: { clockId, caseId, on, reason } })
    }
    case 'ClockResumed': {
      const { clockId, caseId, on, reason, due } = event.data
      return draft({
        type: 'ventanilla.sla-clock.ClockResumed.v1',
        data: { clockId, caseId, on, reason, due },
      })
    }
    case 'ClockMet': {
      const { clockId, caseId, on, due, late } = event.data
      return draft({ type: 'ventanilla.sla-clock.ClockMet.v1', data: { clockId, caseId, on, due, late } })
    }
    case 'ClockWarned': {
      const { clockId, caseId, rung, due } = event.data
      return draft({ type: 'ventanilla.sla-clock.ClockWarned.v1', data: { clockId, caseId, rung, due } })
    }
    case 'ClockBreached': {
      const { clockId, caseId, due } = event.data
      return draft({ type: 'ventanilla.sla-clock.ClockBreached.v1', data: { clockId, caseId, due } })
    }
    default:
      return undefined
  }
}

type Clocked = Extract<PublicDraft, { type: `ventanilla.sla-clock.${string}` }>

/** The key of every message is the case. */
function draft(
  told: {
    [Type in Clocked['type']]: { type: Type; data: Extract<Clocked, { type: Type }>['data'] }
  }[Clocked['type']],
): PublicDraft {
  return { ...told, subject: told.data.caseId } as PublicDraft
}

function started({ data }: Extract<ClockEvent, { type: 'ClockStarted' }>): PublicDraft {
  const { clockId, caseId, clock, regime, amount, unit, received, source, calendar, due } = data
  const { id, version } = calendar
  return draft({
    type: 'ventanilla.sla-clock.ClockStarted.v2',
    data: { clockId, caseId, clock, regime, amount, unit, received, source, calendar: { id, version }, due },
  })
}

function extended({ data }: Extract<ClockEvent, { type: 'ClockExtended' }>): PublicDraft {
  const { clockId, caseId, amount, on, due, flags, reasonRef, recordedBy } = data
  return draft({
    type: 'ventanilla.sla-clock.ClockExtended.v1',
    data: {
      ...{ clockId, caseId, amount, on, due, flags: [...flags] },
      ...(reasonRef !== undefined && { reasonRef }),
      ...(recordedBy !== undefined && { recordedBy }),
    },
  })
}

/** A term that is suspended has no due date to tell. */
function recounted({ data }: Extract<ClockEvent, { type: 'ClockRecounted' }>): PublicDraft {
  const { clockId, caseId, on, act, from, to, paused, breached, rung, before, due } = data
  return draft({
    type: 'ventanilla.sla-clock.ClockRecounted.v1',
    data: {
      ...{ clockId, caseId, on, act, rung },
      ...{ from: { id: from.id, version: from.version }, calendar: { id: to.id, version: to.version } },
      ...(paused ? { before: null, due: null } : { before, due }),
      state: paused ? 'paused' : breached ? 'breached' : 'running',
    },
  })
}
