/** The two verbs alone, as `ventanilla` would run them; started by the tests of each. */
import { Command } from 'commander'
import { registerCalendar } from '../src/cli/calendar.ts'
import { registerDue } from '../src/cli/due.ts'
import { speakSpanish } from '../src/cli/spanish.ts'

const program = speakSpanish(new Command('ventanilla'))
registerCalendar(program)
registerDue(program)
await program.parseAsync()
