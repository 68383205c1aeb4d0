import type { Command } from 'commander'
import { registerArchive } from './archive.ts'
import { registerCalendar } from './calendar.ts'
import { registerCalendars } from './calendars.ts'
import { registerConformance } from './conformance.ts'
import { registerDemo } from './demo.ts'
import { registerDue } from './due.ts'
import { registerExtract } from './extract.ts'
import { registerFileCheck } from './file-check.ts'
import { registerMigrate } from './migrate.ts'
import { registerParked } from './parked.ts'
import { registerProcedure } from './procedure/procedure.ts'
import { registerProjections } from './projections.ts'
import { registerRegimes } from './regimes.ts'
import { registerSample } from './sample.ts'
import { registerToken } from './token.ts'
import { registerTopics } from './topics.ts'
import { registerUp } from './up.ts'
import { registerVerifyCertificate } from './verify-certificate.ts'
import { registerWhatIf } from './what-if.ts'

/** Every verb, in the order in which help lists them. */
export const everyVerb: readonly ((program: Command) => void)[] = [
  registerUp,
  registerToken,
  registerDemo,
  registerSample,
  registerCalendar,
  registerDue,
  registerRegimes,
  registerVerifyCertificate,
  registerProcedure,
  registerFileCheck,
  registerConformance,
  registerMigrate,
  registerProjections,
  registerParked,
  registerExtract,
  registerArchive,
  registerWhatIf,
  registerCalendars,
  registerTopics,
]
