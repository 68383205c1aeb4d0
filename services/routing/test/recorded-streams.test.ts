import { lastSaid, recordedStreams, replayed } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import { actionDecider } from '../src/domain/improvement/action-decider.ts'
import { officerDecider } from '../src/domain/officers/officer-decider.ts'
import { batchFolding } from '../src/domain/reassign/batch.ts'
import { eventVersions } from '../src/domain/versions.ts'

const foldings = {
  'access/': lastSaid,
  'action/': actionDecider,
  'case/': caseDecider,
  'officer/': officerDecider,
  'reassignment/': batchFolding,
  'similar/': lastSaid,
}

it.each(recordedStreams(import.meta.url))(
  '$stream comes to what it came to when it was written',
  (recorded) => {
    expect(replayed(recorded, eventVersions, foldings)).toEqual(recorded.state)
  },
)
