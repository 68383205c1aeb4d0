import { type Caller, problem, unknownName } from '@ventanilla/http-kit'
import { regimeNamed, regimes } from '@ventanilla/terms'
import type { SlaClockDeps } from '../deps.ts'
import { assertEntity } from './access.ts'

type Knows = Pick<SlaClockDeps, 'log' | 'procedures'>

/**
 * Whose terms are counted again: the entity of the body, or that of the token.
 * @throws ProblemError `validation-failed`, `scope-missing`, `name-unknown`
 */
export async function entityAsked(
  { log, procedures }: Knows,
  caller: Caller,
  asked: string | undefined,
): Promise<string> {
  const entity = asked ?? caller.entity
  if (entity === undefined)
    throw problem('validation-failed', { field: 'body.entity', detail: 'Diga de qué entidad.' })
  assertEntity(caller, entity)
  // One whose definitions were taken away still has its terms.
  if (procedures.has(entity) || (await log.head(entity)) > 0) return entity
  throw unknownName(asked === undefined ? undefined : 'body.entity', procedures.keys())
}

/** @throws ProblemError `name-unknown` for a procedure or a kind that no version of the entity has */
export function assertKind(
  { procedures }: Knows,
  { entity, procedure, kind }: { entity: string; procedure: string; kind: string },
): void {
  const all = procedures.get(entity)
  // Nothing is left to hold a name against.
  if (all === undefined) return
  const versions = all.filter(({ id }) => id === procedure)
  if (versions.length === 0)
    throw unknownName(
      'body.procedure',
      all.map(({ id }) => id),
    )
  const kinds = versions.flatMap((version) => version.kinds.map(({ id }) => id))
  if (!kinds.includes(kind)) throw unknownName('body.kind', kinds)
}

/** @throws ProblemError `name-unknown` */
export function knownRegime(name: string): NonNullable<ReturnType<typeof regimeNamed>> {
  const regime = regimeNamed(name)
  if (regime !== undefined) return regime
  throw unknownName(
    'body.law.regime',
    regimes.map((one) => one.name),
  )
}
