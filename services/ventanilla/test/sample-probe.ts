/** Run under several TZ by sample.test.ts: prints the digest of one sample. */
import { createHash } from 'node:crypto'
import { nationalCalendar } from '@ventanilla/calendar'
import { generateSample } from '../src/sample.ts'

const sample = generateSample({ seed: 7, calendar: nationalCalendar() })
process.stdout.write(createHash('sha256').update(sample).digest('hex'))
