import type { Command } from 'commander'
import { speakSpanish } from '../spanish.ts'
import { registerCheck } from './check.ts'
import { registerDiff } from './diff.ts'
import { registerDraw } from './draw.ts'
import { registerSchema } from './schema.ts'
import { registerSimulate } from './simulate.ts'

/** `procedure`: what a process owner does with a definition, without database, network or code. */
export function registerProcedure(program: Command): void {
  const verb = speakSpanish(program.command('procedure'))
    .usage('<check | diff | simulate | draw | schema> [opciones]')
    .description('Revisa, compara, prueba y dibuja un procedimiento, sin código, base de datos ni red')
  registerCheck(verb)
  registerDiff(verb)
  registerSimulate(verb)
  registerDraw(verb)
  registerSchema(verb)
}
