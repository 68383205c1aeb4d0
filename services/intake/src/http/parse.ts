import type { HttpRoutes } from '@ventanilla/http-kit'
import type { z } from 'zod'

type App = Parameters<HttpRoutes>[0]

/** Checks a value as the server checks bodies. @throws ProblemError `validation-failed` */
export type Parse = <S extends z.ZodType>(schema: S, value: unknown) => z.output<S>

/**
 * For bodies that no single schema describes: which one they have to fit depends on their media type, or on what
 * came before. They are checked, and refused, exactly as the others are.
 */
export function parserOf(app: App): Parse {
  return (schema, value) => {
    const check = app.validatorCompiler?.({ schema, method: 'POST', url: '', httpPart: 'body' })
    const checked: unknown = check?.(value)
    if (typeof checked !== 'object' || checked === null) throw new Error('the server checks no bodies')
    if ('error' in checked) throw checked.error
    if ('value' in checked) return checked.value as z.output<typeof schema>
    throw new Error('the server said nothing of a body')
  }
}

/** On a route whose handler parses: the body as it came, and all else checked as ever. */
export const bodyAsItCame =
  (app: App): NonNullable<App['validatorCompiler']> =>
  (route) =>
    route.httpPart === 'body' || !app.validatorCompiler
      ? (value: unknown) => ({ value })
      : app.validatorCompiler(route)
