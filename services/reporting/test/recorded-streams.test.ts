import { lastSaid, recordedStreams, replayed } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { denominatorDecider } from '../src/domain/denominator/decider.ts'
import { extractDecider } from '../src/domain/extract/decider.ts'
import { sampleDecider } from '../src/domain/sample/decider.ts'
import { eventVersions } from '../src/domain/versions.ts'

const foldings = {
  ...{ 'extract/': extractDecider, 'sample/': sampleDecider, 'denominator/': denominatorDecider },
  ...{ 'definition/': lastSaid, 'risk/': lastSaid },
}

it.each(recordedStreams(import.meta.url))(
  '$stream comes to what it came to when it was written',
  (recorded) => {
    expect(replayed(recorded, eventVersions, foldings)).toEqual(recorded.state)
  },
)
