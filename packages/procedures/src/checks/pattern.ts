import { wholeMatch } from '../forms/read-text.ts'
import type { Path, Problem } from '../problem.ts'

/** Ways in which a pattern may be tried on one text; each is some nanoseconds. */
const MOST_WAYS = 1e7

/**
 * A pattern is run on what anybody sends, so it has to end soon. A repeated group, or a reference back to one, may take
 * for ever. Without them each repetition is at worst tried with every length, and each choice both ways: the product
 * says how long it can take on a text that is as long as the field allows.
 */
export function patternProblem(
  { pattern, maxLength }: { pattern?: string | undefined; maxLength: number },
  path: Path,
): Problem[] {
  if (pattern === undefined) return []
  const problem = (detail: string): Problem[] => [{ code: 'pattern-invalid', path, detail }]
  try {
    wholeMatch(pattern)
  } catch {
    return problem('No es una expresión regular')
  }
  if (/\\[1-9k]/.test(pattern)) return problem('No se admite una referencia a un grupo anterior')
  // Escaped signs, classes and marks of groups have no meaning of their own here, so they are put away first.
  const bare = pattern
    .replace(/\\./gu, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?(<?[=!]|<\w+>|:)/g, '(')
  if (/\)[*+{]/.test(bare)) return problem('No se admite repetir un grupo: puede no terminar nunca')
  const lengths = bare.match(/[*+]|\{\d+,\d*\}/g) ?? []
  const choices = bare.match(/[?|]/g) ?? []
  if (maxLength ** lengths.length * 2 ** choices.length <= MOST_WAYS) return []
  return problem(
    `Puede tardar demasiado en un texto de ${maxLength} caracteres: baje «maxLength» o simplifíquelo`,
  )
}
