import { caseDecider } from '../src/domain/case-decider.ts'
import { calendar, filing, icetex } from './support/cases.ts'

/** What is decided of filings around midnight, for a machine in another time zone to repeat. */
const instants = ['2026-11-21T04:59:59.999Z', '2026-11-21T05:00:00.000Z', '2026-12-31T23:30:00.000Z']
const decided = instants.flatMap((receivedAt) =>
  ['pqrsd', 'publicaciones'].map((procedure) => {
    const kind = procedure === 'pqrsd' ? 'queja' : 'infoservicio'
    const command = {
      type: 'Open' as const,
      filing: filing({ procedure, kind, receivedAt }),
      entity: icetex,
      calendar,
    }
    return caseDecider.decide(command, caseDecider.initial)
  }),
)
process.stdout.write(JSON.stringify(decided))
