import { jsonSchemas, type SchemaName } from '@ventanilla/procedures'
import type { Command } from 'commander'
import { complain } from '../bad-input.ts'
import { speakSpanish } from '../spanish.ts'
import { writeOut } from './write-out.ts'

const help = `
Un editor que entiende YAML completa y revisa un archivo cuya primera línea lo nombra:
  # yaml-language-server: $schema=procedure.schema.json
Es JSON Schema, borrador 2020-12. Lo que relaciona dos campos lo revisa «ventanilla procedure check».

Ejemplo:
  ventanilla procedure schema --out procedure.schema.json
  ventanilla procedure schema entity`

/** `procedure schema`: what an editor checks a definition by while it is written. */
export function registerSchema(verb: Command): void {
  speakSpanish(verb.command('schema'))
    .usage('[procedure | entity] [opciones]')
    .description(
      'Escribe el JSON Schema con el que un editor ayuda a escribir un procedimiento o una entidad',
    )
    .argument('[de qué]', 'procedure o entity', 'procedure')
    .option('--out <archivo>', 'dónde se escribe; si no se dice, en la salida')
    .addHelpText('after', help)
    .action(async (of: string, { out }: { out?: string }) => {
      if (!isSchemaName(of)) {
        const detail = `hay esquema de ${Object.keys(jsonSchemas).join(' y de ')}, no de «${of}»`
        return complain({ code: 'schema-unknown', field: 'schema', detail }, false)
      }
      await writeOut(`${JSON.stringify(jsonSchemas[of](), null, 2)}\n`, out)
    })
}

function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(jsonSchemas, name)
}
