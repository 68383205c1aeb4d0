import { parse } from 'yaml'
import { z } from 'zod'
import { formatProblems } from './format-checks.ts'
import { type Format, formatSchema } from './format-schema.ts'

/** A format that can't be used, with everything that is wrong with it. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly problems: readonly string[]

  constructor(file: string, problems: readonly string[]) {
    super([`El formato ${file} no sirve:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
    this.problems = problems
  }
}

/** @throws FormatError that lists every problem @param file is only named in them */
export function loadFormat(yamlText: string, file = 'sin nombre'): Format {
  const read = formatSchema.safeParse(readYaml(yamlText, file), { error: z.locales.es().localeError })
  if (!read.success)
    throw new FormatError(
      file,
      read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    )
  const problems = formatProblems(read.data)
  if (problems.length > 0) throw new FormatError(file, problems)
  return read.data
}

function readYaml(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new FormatError(file, [error instanceof Error ? error.message : String(error)])
  }
}
