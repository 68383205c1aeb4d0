import { lastSaid, recordedStreams, replayed } from '@ventanilla/testing'
import { expect, it } from 'vitest'
import { campaign } from '../src/domain/campaign/campaign.ts'
import { campaignMessage } from '../src/domain/campaign/message.ts'
import { correspondence } from '../src/domain/correspondence.ts'
import { eventVersions } from '../src/domain/versions.ts'

const foldings = {
  'access/': lastSaid,
  'correspondence/': correspondence,
  'campaign/': campaign,
  'campaign-message/': campaignMessage,
}

it.each(recordedStreams(import.meta.url))(
  '$stream comes to what it came to when it was written',
  (recorded) => {
    expect(replayed(recorded, eventVersions, foldings)).toEqual(recorded.state)
  },
)
