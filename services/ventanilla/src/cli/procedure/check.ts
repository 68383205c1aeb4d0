import { type Inspected, inspectProcedure } from '@ventanilla/procedures'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from '../bad-input.ts'
import { speakSpanish } from '../spanish.ts'
import { filesAt, findEntity } from './find.ts'
import { counted, printedFindings, toldOf } from './findings.ts'

const help = `
Un procedimiento que está en la carpeta de una entidad se revisa con ella: sus áreas, productos y temas, y sus otras
versiones. Un error impide usar el archivo; un aviso, no: señala lo que nunca se usa o nunca puede pasar. Cada código
está en docs/reference/procedures.md.

Termina en 0 si no hay errores, en 1 si los hay, en 2 si se usó mal.

Ejemplo:
  ventanilla procedure check pqrsd-2.yaml --entity icetex
  ventanilla procedure check packages/procedures/entities --json`

/** `procedure check`: everything that is wrong or suspicious in a definition, each at its place. */
export function registerCheck(verb: Command): void {
  speakSpanish(verb.command('check'))
    .usage('<archivo o carpeta> [opciones]')
    .description('Revisa un procedimiento, una entidad o todas, y señala cada problema en su lugar')
    .argument('<archivo o carpeta>', 'un procedimiento, la carpeta de una entidad o la de todas')
    .option('--entity <entidad>', 'carpeta o nombre de la entidad, para un archivo que no está en la suya')
    .option(
      '--json',
      'escribe JSON: { ok, errors, warnings, files: [{ file, findings: [{ severity, code, path, line, column, detail }] }] }',
    )
    .addHelpText('after', help)
    .action((path: string, { entity, json = false }: { entity?: string; json?: boolean }) => {
      const inspected = entity === undefined ? filesAt(path, 'path') : fileUnder(path, entity)
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

/** A draft that lies anywhere, held against an entity. */
function fileUnder(path: string, asked: string): readonly Inspected[] | BadInput {
  const found = filesAt(path, 'path')
  if (isBadInput(found)) return found
  const [one, ...others] = found
  if (one === undefined || others.length > 0)
    return {
      code: 'not-a-procedure',
      field: 'path',
      detail: `--entity va con un archivo, y ${path} es una carpeta`,
    }
  const entity = findEntity(asked)
  return isBadInput(entity) ? entity : [inspectProcedure({ file: path, text: one.text }, entity)]
}
