import type { Command } from 'commander'
import { type BadInput, complaint } from './bad-input.ts'

const titles: Record<string, string> = {
  'Usage:': 'Uso:',
  'Arguments:': 'Argumentos:',
  'Options:': 'Opciones:',
  'Global Options:': 'Opciones generales:',
  'Commands:': 'Verbos:',
}

type Rule = readonly [pattern: RegExp, code: string, detail: (found: string) => string]

const messages: readonly Rule[] = [
  [/unknown option '(.*?)'/, 'option-unknown', (name) => `no existe la opción ${name}`],
  [/required option '(.*?)' not specified/, 'option-missing', (name) => `falta la opción ${name}`],
  [/option '(.*?)' argument missing/, 'value-missing', (name) => `la opción ${name} necesita un valor`],
  [/missing required argument '(.*?)'/, 'argument-missing', (name) => `falta el argumento ${name}`],
  [/too many arguments for '(.*?)'/, 'arguments-excess', (name) => `sobran argumentos para ${name}`],
  [/too many arguments/, 'arguments-excess', () => 'sobran argumentos'],
  [/unknown command '(.*?)'/, 'verb-unknown', (name) => `no existe el verbo ${name}`],
]

/**
 * Has commander speak Spanish, give its errors as JSON under --json, and exit with 2 for a wrong use. Verbs made
 * afterwards under the same program take it over.
 */
export function speakSpanish(command: Command): Command {
  if (command.parent === null) {
    command.usage('<verbo> [opciones]').helpCommand('help [verbo]', 'muestra la ayuda de un verbo')
  } else command.usage('[opciones]')
  return command
    .helpOption('-h, --help', 'muestra esta ayuda')
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: ({ description, defaultValue }) =>
        typeof defaultValue === 'string' ? `${description} (si no se dice: ${defaultValue})` : description,
      subcommandTerm: (verb) => (verb.name() === 'help' ? 'help [verbo]' : verb.name()),
    })
    .configureOutput({
      outputError: (text, write) => write(complaint(inSpanish(text), process.argv.includes('--json'))),
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
}

/** What commander says of a wrong use, for people who read Spanish; what is not known stays as it is. */
export function inSpanish(text: string): BadInput {
  const plain = text.trim().replace(/^error: /, '')
  const suggestion = /\(Did you mean (?:one of )?(.*?)\?\)/.exec(plain)?.[1]
  const hint = suggestion ? `; ¿quiso decir ${suggestion}?` : ''
  for (const [pattern, code, detail] of messages) {
    const found = pattern.exec(plain)
    if (!found) continue
    const field = /--([a-z-]+)/.exec(found[1] ?? '')?.[1]
    return { code, ...(field && { field }), detail: `${detail(found[1] ?? '')}${hint}` }
  }
  return { code: 'usage-invalid', detail: plain }
}
