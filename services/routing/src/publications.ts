import type { Publications } from '@ventanilla/bus'
import type { PublicDraft } from '@ventanilla/contracts'
import type { Recorded } from '@ventanilla/event-log'
import type { StoredEvent } from './domain/versions.ts'

/** What the others see of a case. Whose key its notes are under, and what the engine waits for, stay here. */
export const publications: Publications = (recorded: Recorded): PublicDraft | undefined => {
  const event = recorded as unknown as StoredEvent
  const subject = 'caseId' in event.data ? event.data.caseId : ''
  switch (event.type) {
    case 'CaseOpened': {
      const { personRef: _, requestingArea: __, timed: ___, ...data } = event.data
      return { type: 'ventanilla.routing.CaseOpened.v2', subject, data }
    }
    case 'CaseAssigned': {
      const { noteRef: _, decision: __, batch: ___, ...data } = event.data
      return { type: 'ventanilla.routing.CaseAssigned.v1', subject, data }
    }
    case 'CaseMoved': {
      const {
        action: _,
        evidence: __,
        textRef: ___,
        timed: ____,
        form: _____,
        by: ______,
        ...data
      } = event.data
      return { type: 'ventanilla.routing.CaseMoved.v1', subject, data }
    }
    case 'CaseMigrated': {
      const { waitsFrom: _, timed: __, by: ___, ...data } = event.data
      return { type: 'ventanilla.routing.CaseMigrated.v1', subject, data }
    }
    case 'CasePrioritySet': {
      const { by: _, ...data } = event.data
      return { type: 'ventanilla.routing.CasePrioritySet.v1', subject, data }
    }
    case 'CaseAnswered':
      return { type: 'ventanilla.routing.CaseAnswered.v1', subject, data: event.data }
    case 'CaseClassified':
      return { type: 'ventanilla.routing.CaseClassified.v1', subject, data: event.data }
    case 'CaseMeasured':
      return { type: 'ventanilla.routing.CaseMeasured.v1', subject, data: event.data }
    case 'CaseMerged': {
      const { noteRef: _, by: __, ...data } = event.data
      return { type: 'ventanilla.routing.CaseMerged.v1', subject, data }
    }
    case 'CaseUnmerged': {
      const { noteRef: _, by: __, since: ___, timed: ____, ...data } = event.data
      return { type: 'ventanilla.routing.CaseUnmerged.v1', subject, data }
    }
    case 'CaseAbsorbed':
      return { type: 'ventanilla.routing.CaseAbsorbed.v1', subject, data: event.data }
    case 'CaseReleased':
      return { type: 'ventanilla.routing.CaseReleased.v1', subject, data: event.data }
    case 'MergedCaseAnswered':
      return { type: 'ventanilla.routing.MergedCaseAnswered.v2', subject, data: event.data }
    case 'CaseLinked': {
      const { noteRef: _, by: __, ...data } = event.data
      return { type: 'ventanilla.routing.CaseLinked.v1', subject, data }
    }
    case 'CaseUnlinked': {
      const { noteRef: _, by: __, ...data } = event.data
      return { type: 'ventanilla.routing.CaseUnlinked.v1', subject, data }
    }
    case 'CaseFormFilled':
    case 'CaseNotOpened':
    case 'TaskOpened':
    case 'TaskAnswered':
    case 'TaskWithdrawn':
    case 'ReassignmentStarted':
    case 'ReassignmentStepped':
    case 'OfficerSet':
    case 'OfficerAbsent':
    case 'OfficerAbsenceWithdrawn':
      return undefined
  }
}
