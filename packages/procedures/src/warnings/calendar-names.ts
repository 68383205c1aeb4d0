import type { Overlay } from '@ventanilla/calendar'
import { regimes } from '@ventanilla/terms'
import type { Path } from '../problem.ts'
import type { Procedure } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/**
 * What a calendar names and nothing has: a closing that suspends only the terms of a name that was mistyped suspends
 * none. Laws that no procedure asks for count as known, since a file may be of several entities.
 */
export function unknownNames(
  { closed, civic, reception }: Overlay,
  procedures: readonly Procedure[],
): Said<WarningCode>[] {
  const kinds = procedures.flatMap((procedure) => procedure.kinds.map(({ id }) => id))
  const terms = procedures.flatMap((procedure) => procedure.regimes.map(({ id }) => id))
  const laws = regimes.flatMap(({ name, knownAs }) => [name, knownAs?.regime ?? name])
  const suspended = [...kinds, ...terms, ...laws]
  const acts = { closed, civic: civic ?? [] }
  return [
    ...(['closed', 'civic'] as const).flatMap((list) =>
      acts[list].flatMap(({ suspends }, at) => {
        if (suspends === undefined || suspends === 'none') return []
        const path = [list, at, 'suspends']
        return 'only' in suspends
          ? missing(suspends.only, suspended, [...path, 'only'])
          : missing(suspends.except, suspended, [...path, 'except'])
      }),
    ),
    ...(reception ?? []).flatMap((hours, at) => [
      ...missing(
        hours.procedures,
        procedures.map(({ id }) => id),
        ['reception', at, 'procedures'],
      ),
      ...missing(hours.kinds, kinds, ['reception', at, 'kinds']),
    ]),
  ]
}

function missing(
  named: readonly string[] | undefined,
  known: readonly string[],
  path: Path,
): Said<WarningCode>[] {
  return (named ?? []).flatMap((id, at): Said<WarningCode>[] => {
    if (known.includes(id)) return []
    const detail = `Nada se llama «${id}»: lo que se dice de ese nombre no rige para nadie`
    return [{ code: 'calendar-name-unknown', path: [...path, at], detail }]
  })
}
