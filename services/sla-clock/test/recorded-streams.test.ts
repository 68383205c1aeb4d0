import { lastSaid, recordedStreams, replayed } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { caseClocksDecider } from '../src/domain/case-clocks.ts'
import { clockDecider } from '../src/domain/clock.ts'
import { eventVersions } from '../src/domain/versions.ts'

const foldings = { 'clock/': clockDecider, 'case/': caseClocksDecider, 'calendar/': lastSaid }

it.each(recordedStreams(import.meta.url))(
  '$stream comes to what it came to when it was written',
  (recorded) => {
    expect(replayed(recorded, eventVersions, foldings)).toEqual(recorded.state)
  },
)
