import { OutsideValidity } from '@ventanilla/calendar'
import { Command } from 'commander'
import { complain } from './cli/bad-input.ts'
import { speakSpanish } from './cli/spanish.ts'
import { verbsFor } from './cli/verbs-for.ts'
import { badServer } from './given-servers.ts'

const program = speakSpanish(new Command('ventanilla')).description(
  'La ventanilla única de una entidad pública: recibe, reparte, cuenta términos, responde y rinde cuentas.',
)
for (const register of await verbsFor(process.argv[2])) register(program)

// Whoever reads it has seen enough (`… | head`): as when somebody interrupts it, what was started is stopped.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.kill(process.pid, 'SIGINT')
})

try {
  await program.parseAsync()
} catch (error) {
  const json = process.argv.includes('--json')
  const bad = badServer(error)
  if (error instanceof OutsideValidity) {
    complain({ code: error.code, field: 'overlay', detail: error.message }, json)
  } else if (bad !== undefined) {
    complain(bad, json)
    process.exitCode = 1
  } else throw error
}
