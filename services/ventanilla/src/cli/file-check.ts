import type { Command } from 'commander'
import { complain, isBadInput } from './bad-input.ts'
import type { CheckFlags } from './file-check-run.ts'
import { collect } from './overlay-files.ts'
import { speakSpanish } from './spanish.ts'

const help = `
No usa base de datos ni red, y no guarda nada. Mira el contenido y no el nombre. Los límites son los parámetros del
procedimiento («publicaciones» de ICETEX, si no se dice otro); con --set se prueba otro valor.

Termina en 0 si no hay errores, en 1 si los hay, en 2 si se usó mal.`

const bannerHelp = `${help}

Las palabras son las que tienen letras o cifras: «crédito-beca» son dos, «3.500» es una. Lo que no se diga (textos,
fechas) no se revisa, y se avisa.

Ejemplo:
  ventanilla file-check banner banner.jpg --place home --title "Ya abrieron los créditos"
  ventanilla file-check banner banner.jpg --from 2026-01-15 --until 2026-05-15 --json
  ventanilla file-check banner banner.jpg --set banner-peso-maximo=150000`

const smsHelp = `${help}

CSV con coma, punto y coma o tabulación, en UTF-8, UTF-16 o Windows-1252, o un Excel (.xlsx). Los hallazgos dicen línea
y columna, nunca lo que allí está escrito. Se listan los primeros mil de cada gravedad y se cuentan todos.

Ejemplo:
  ventanilla file-check sms lista.csv
  ventanilla file-check sms lista.xlsx --set sms-telefono=required-column --json`

const documentHelp = `${help}

Con --clean escribe además una copia sin metadatos, que tiene el mismo texto y las mismas páginas, dice qué se quitó y
revisa la copia: el código de salida es entonces el de ella. El original no se toca. Un .xls, un documento con restricciones o uno firmado no se limpia.

Ejemplo:
  ventanilla file-check document informe.pdf
  ventanilla file-check document informe.pdf --clean informe-limpio.pdf --json`

/** `file-check`: whether a banner, a list of messages or a document is what its procedure asks for. */
export function registerFileCheck(program: Command): void {
  const verb = speakSpanish(program.command('file-check'))
    .usage('<banner | sms | document> <archivo> [opciones]')
    .description('Revisa un banner, una lista de mensajes o un documento antes de publicarlo')
  kind(verb, 'banner', 'Revisa la imagen, los textos y la permanencia de un banner')
    .option(
      '--place <lugar>',
      'home (home principal) o internal (sección interna); si no se dice, cualquiera',
    )
    .option('--title <texto>', 'título del banner')
    .option('--description <texto>', 'descripción del banner')
    .option('--call-to-action <texto>', 'llamada a la acción')
    .option('--from <fecha>', 'primer día en que se ve: AAAA-MM-DD')
    .option('--until <fecha>', 'día en que se retira: AAAA-MM-DD')
    .addHelpText('after', bannerHelp)
  kind(verb, 'sms', 'Revisa fila por fila la lista de una campaña de mensajes de texto').addHelpText(
    'after',
    smsHelp,
  )
  kind(verb, 'document', 'Revisa un PDF o Excel: contraseñas, texto en el que se pueda buscar, metadatos')
    .option('--clean <archivo>', 'escribe ahí una copia sin metadatos; no reemplaza ninguno')
    .addHelpText('after', documentHelp)
}

function kind(parent: Command, name: 'banner' | 'sms' | 'document', description: string): Command {
  return speakSpanish(parent.command(name))
    .usage('<archivo> [opciones]')
    .description(description)
    .argument('<archivo>', 'el archivo')
    .option('--entity <id>', 'entidad del procedimiento', 'icetex')
    .option('--procedure <id>', 'procedimiento que fija los límites', 'publicaciones')
    .option('--set <parámetro=valor>', 'cambia un límite; puede repetirse', collect)
    .option(
      '--json',
      'escribe JSON: { ok, file, facts, counts, findings: [{ code, severity, detail, at … }] … }',
    )
    .action(async (path: string, flags: CheckFlags) => {
      const { passes, runCheck } = await import('./file-check-run.ts')
      const { printedCheck } = await import('./print-file-check.ts')
      const outcome = await runCheck(name, path, flags)
      if (isBadInput(outcome)) return complain(outcome, flags.json === true)
      process.stdout.write(flags.json ? `${JSON.stringify(outcome, null, 2)}\n` : printedCheck(outcome))
      if (!passes(outcome)) process.exitCode = 1
    })
}
