import { lastSaid, recordedStreams, replayed } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { filing } from '../src/domain/filing.ts'
import { quarantine } from '../src/domain/quarantine.ts'
import { eventVersions } from '../src/domain/versions.ts'

const foldings = { 'filing/': filing, 'quarantine/': quarantine, 'access/': lastSaid, 'person/': lastSaid }

it.each(recordedStreams(import.meta.url))(
  '$stream comes to what it came to when it was written',
  (recorded) => {
    expect(replayed(recorded, eventVersions, foldings)).toEqual(recorded.state)
  },
)
