import {
  defaultOf,
  parameterOf,
  parametersOf,
  type Regime,
  regimes,
  type StartRule,
  termInWords,
} from '@ventanilla/terms'
import type { Command } from 'commander'
import { table } from './days.ts'
import { speakSpanish } from './spanish.ts'

const help = `
El término es el de la versión vigente; las anteriores rigen para lo que se recibió en su tiempo. Lo que la
norma no decide es un parámetro: se cambia en «ventanilla due --set parámetro=valor». [G] marca lo que nadie
ha verificado.

Ejemplo:
  ventanilla regimes
  ventanilla regimes --json`

/** `regimes`: every regime a term can be counted under. */
export function registerRegimes(program: Command): void {
  speakSpanish(program.command('regimes'))
    .usage('[opciones]')
    .description('Lista los regímenes de términos, con su artículo y lo que no está decidido')
    .option('--json', 'escribe JSON: [{ name, title, term, unit, start, article, settled, … }]')
    .addHelpText('after', help)
    .action(({ json }: { json?: boolean }) => {
      process.stdout.write(json ? `${JSON.stringify(regimes.map(asJson), null, 2)}\n` : printed())
    })
}

function asJson(regime: Regime) {
  const { name, title, versions, start, settled, note, source, knownAs } = regime
  const now = versions.at(-1)
  return {
    ...{ name, title, term: now?.amount, unit: now?.unit, start, article: now?.article, settled },
    ...(note !== undefined && { note }),
    ...{ source, versions, law: knownAs?.regime ?? name },
    extension: regime.extension ?? null,
    completion: regime.completion ?? null,
    silence: regime.silence ?? null,
    transfer: regime.transferWithin ?? null,
    steps: regime.steps ?? [],
    reception: regime.internal === undefined ? 'any-hour' : 'window',
    parameters: parametersOf(regime).map((key) => {
      const { title: meaning, values, settled: decided, why } = parameterOf(key)
      const may = key === 'term.step' ? (regime.steps ?? []).map(({ id }) => id) : values
      return {
        name: key,
        title: meaning,
        default: defaultOf(regime, key),
        values: may,
        settled: decided,
        why,
      }
    }),
  }
}

const firstDays: Record<StartRule, string> = {
  'following-day': 'el siguiente',
  'same-day': 'el de recepción',
  'next-business-day': 'el hábil siguiente',
}

function printed(): string {
  const rows = regimes.map(({ name, title, versions, start, settled }) => {
    const now = versions.at(-1)
    const term = now ? termInWords(now.amount, now.unit) : ''
    return [name, term, firstDays[start], settled ? 'sí' : 'no', now?.article ?? '', title]
  })
  return table([['régimen', 'término', 'día 1', 'decidido', 'artículo', 'título'], ...rows])
}
