import type { Command } from 'commander'
import { complain, isBadInput } from '../bad-input.ts'
import { speakSpanish } from '../spanish.ts'
import { filesAt } from './find.ts'
import { counted, printedFindings, toldOf } from './findings.ts'

const help = `
Un procedimiento que está en la carpeta de una entidad se revisa con ella: sus áreas, productos y temas, y sus otras
versiones. Un error impide usar el archivo; un aviso, no: señala lo que nunca se usa o nunca puede pasar. Cada código
está en docs/reference/procedures.md.

Termina en 0 si no hay errores, en 1 si los hay, en 2 si se usó mal.

Ejemplo:
  ventanilla procedure check pqrsd-2.yaml
  ventanilla procedure check packages/procedures/entities --json`

/** `procedure check`: everything that is wrong or suspicious in a definition, each at its place. */
export function registerCheck(verb: Command): void {
  speakSpanish(verb.command('check'))
    .usage('<archivo o carpeta> [opciones]')
    .description('Revisa un procedimiento, una entidad o todas, y señala cada problema en su lugar')
    .argument('<archivo o carpeta>', 'un procedimiento, la carpeta de una entidad o la de todas')
    .option(
      '--json',
      'escribe JSON: { ok, errors, warnings, files: [{ file, findings: [{ severity, code, path, line, column, detail }] }] }',
    )
    .addHelpText('after', help)
    .action((path: string, { json = false }: { json?: boolean }) => {
      const inspected = filesAt(path, 'path')
      if (isBadInput(inspected)) return complain(inspected, json)
      const told = toldOf(inspected)
      process.stdout.write(json ? `${JSON.stringify(told, null, 2)}\n` : printedFindings(inspected))
      if (!json) {
        const { errors, warnings, files } = told
        const found = `${counted('error', 'errores', errors)} y ${counted('aviso', 'avisos', warnings)}`
        process.stdout.write(`${counted('archivo', 'archivos', files.length)}: ${found}.\n`)
      }
      if (!told.ok) process.exitCode = 1
    })
}
