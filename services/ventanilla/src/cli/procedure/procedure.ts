import type { Command } from 'commander'
import { speakSpanish } from '../spanish.ts'
import { registerCheck } from './check.ts'

/** `procedure`: what a process owner does with a definition, without database, network or code. */
export function registerProcedure(program: Command): void {
  const verb = speakSpanish(program.command('procedure'))
    .usage('<check> [opciones]')
    .description('Lee y revisa la definición de un procedimiento')
  registerCheck(verb)
}
