import { type SubmittedEvent, submittedType } from '../commands/cloud-event.ts'
import type { Reading } from '../commands/file-event.ts'
import { submissionSchema } from '../commands/submission.ts'

/** What an event's data say, as far as it can be read. */
export function readingOf({ type, data }: SubmittedEvent): Reading {
  if (type !== submittedType) return { unreadable: 'event-type-unknown' }
  const read = submissionSchema.safeParse(data)
  return read.success ? { sent: read.data } : { unreadable: 'data-invalid' }
}
