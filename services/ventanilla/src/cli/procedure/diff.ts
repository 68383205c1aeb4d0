import { type Change, diffProcedures } from '@ventanilla/procedures'
import type { Command } from 'commander'
import { speakSpanish } from '../spanish.ts'
import { say } from '../steady-output.ts'
import type { Found } from './find.ts'
import { counted } from './findings.ts'
import { usable } from './usable.ts'

const help = `
Compara lo que dicen, no cómo está escrito: el orden de las listas y de los campos no cambia nada, salvo el de las
reglas de reparto, de las que decide la primera que se cumple. Un caso abierto sigue bajo la versión con la que nació;
de cada cambio se dice qué sería de él si pasara a la otra.

Termina en 0 si dicen lo mismo, en 1 si no, en 2 si no se pudieron comparar.

Ejemplo:
  ventanilla procedure diff icetex/pqrsd@1 pqrsd-2.yaml
  ventanilla procedure diff icetex/pqrsd@1 icetex/publicaciones@1 --json`

/** `procedure diff`: what two versions say differently, in the words of the domain. */
export function registerDiff(verb: Command): void {
  speakSpanish(verb.command('diff'))
    .usage('<una> <otra> [opciones]')
    .description('Dice qué cambia de una versión de un procedimiento a otra, y qué casos toca')
    .argument('<una>', 'archivo, o nombre como icetex/pqrsd@1')
    .argument('<otra>', 'con la que se compara')
    .option(
      '--json',
      'escribe JSON: { before, after, sameVersion, changes: [{ change, path, before, after, detail, openCases }] }',
    )
    .addHelpText('after', help)
    .action(async (one: string, other: string, { json = false }: { json?: boolean }) => {
      const before = usable(one, 'before', json)
      const after = before && usable(other, 'after', json)
      if (before === undefined || after === undefined) {
        // As of other programs that compare: 1 says that they differ.
        process.exitCode = 2
        return
      }
      const changes = diffProcedures(before.source, after.source)
      const [names, versions] = [
        [one, other],
        [aboutOf(before), aboutOf(after)],
      ]
      const sameVersion = sameOf(before, after)
      const told = { before: versions[0], after: versions[1], sameVersion, changes }
      await say(json ? `${JSON.stringify(told, null, 2)}\n` : printed(names, changes, sameVersion))
      if (changes.length > 0) process.exitCode = 1
    })
}

function aboutOf({ file, source: { id, version } }: Found) {
  return { file, id, version }
}

function sameOf({ source: one }: Found, { source: other }: Found): boolean {
  return one.id === other.id && one.version === other.version
}

const groups: readonly (readonly [Change['openCases'], string])[] = [
  ['stuck', 'Un caso abierto que esté ahí no podría pasar'],
  ['apply', 'Llegaría a los casos abiertos que pasaran'],
  ['none', 'No toca los casos abiertos'],
]

function printed(names: readonly string[], changes: readonly Change[], sameVersion: boolean): string {
  if (changes.length === 0) return `${names.join(' y ')} dicen lo mismo.\n`
  const parts = groups.flatMap(([openCases, title]) => {
    const own = changes.filter((change) => change.openCases === openCases)
    return own.length === 0 ? [] : [`${title}:\n${own.map(({ detail }) => `  ${detail}.\n`).join('')}`]
  })
  const warning = sameVersion
    ? '\nLas dos dicen ser la misma versión. Si ya está en uso, lo que cambia va en una versión nueva: sus casos\n' +
      'abiertos viven bajo esa y cambiarían sin que nada quedara escrito.\n'
    : ''
  return `De ${names.join(' a ')}: ${counted('cambio', 'cambios', changes.length)}.\n\n${parts.join('\n')}${warning}`
}
