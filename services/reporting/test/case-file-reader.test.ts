import type { Db } from '@ventanilla/database'
import type { Recorded, Stream } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import { caseFileReader } from '../src/queries/case-files/reader.ts'
import { journalStream, toJournal } from '../src/reactions/journal-entry.ts'
import { caseId, publisher } from './facts.ts'

const id = caseId(1)
const at = '2024-01-15T15:00:00.000Z'

/** A journal and its read model, into which the number is written as soon as somebody asks for the row. */
function numberedMeanwhile() {
  const tell = publisher()
  const events = [tell.filed(id, at), tell.numbered(id, at, 1)].map((event, index): Recorded => {
    const [stream, position] = [journalStream(id), index + 1]
    return {
      ...{ entity: 'icetex', stream, position, version: position, actor: 'prueba', recordedAt: at },
      ...toJournal(event),
    }
  })
  let there = 1
  const db: Db = {
    async query<R>() {
      there = 2
      return [{ case_id: id, entity: 'icetex', attend_by: 'infinity', folded_up_to: there }] as R[]
    },
  }
  const stream = async (): Promise<Stream> => ({ version: there, events: events.slice(0, there) })
  return caseFileReader(db, { stream })
}

it('tells of a case all that its row has folded, whatever is written while it is read', async () => {
  const found = await numberedMeanwhile()(id, '2024-01-16', 'case_files')
  expect(found?.timeline.map(({ type }) => type)).toEqual(['FilingReceived', 'FilingNumbered'])
})
