import { canEnd, declaredClocks, isForKind, type Procedure, writtenId } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'

/** Why a case can't go on under another version; `field` names what of the case has no place there. */
export interface Obstacle {
  code: ObstacleCode
  field: 'kind' | 'state' | 'level' | 'outcome' | 'clocks'
  /** Spanish; names only what definitions name. */
  detail: string
}

export const obstacleCodes = [
  ...(['kind-gone', 'state-gone', 'level-gone', 'outcome-gone'] as const),
  ...(['term-differs', 'no-way-to-end', 'clock-stranded'] as const),
] as const
export type ObstacleCode = (typeof obstacleCodes)[number]

/** A case, and where it would go. */
export interface Migration {
  state: OpenCase
  /** The version that it was born under, whose terms go on. */
  born: Procedure
  to: Procedure
  /** The state that it would stand in there. */
  target: string
}

/**
 * All that a version lacks to take the case over. Its terms go on as they were promised, so no version may stop one, let
 * it run again, or leave a clock without what fulfils it: that is for a move to do, with its reason.
 */
export function obstaclesOf(migration: Migration): Obstacle[] {
  const { state, to, target } = migration
  const standing = to.states.find(({ id }) => id === target)
  const { kind, level, outcome } = state
  return [
    ...(to.kinds.some(({ id }) => id === kind) ? [] : [gone('kind', `No tiene el tipo «${kind}»`)]),
    ...(standing === undefined
      ? [gone('state', `No tiene el estado «${target}»: diga a cuál pasan los casos que están en él`)]
      : [...sameTerm(state, standing), ...stranded(migration, standing.name)]),
    ...(level === undefined || to.levels.some((one) => one.level === level)
      ? []
      : [gone('level', `No tiene el nivel ${level}, en el que está el caso`)]),
    ...(outcome === undefined || to.outcomes.some(({ id }) => id === outcome)
      ? []
      : [gone('outcome', `No tiene el resultado «${outcome}»`)]),
    ...strandedClocks(migration),
  ]
}

function gone(field: 'kind' | 'state' | 'level' | 'outcome', detail: string): Obstacle {
  return { code: `${field}-gone`, field, detail }
}

function sameTerm({ clock, final }: OpenCase, standing: Procedure['states'][number]): Obstacle[] {
  if (standing.clock === clock && (standing.final ?? false) === final) return []
  const detail = `En «${standing.name}» el término no está como ahora: ${does[clock]}, y allá ${does[standing.clock]}`
  return [{ code: 'term-differs', field: 'state', detail }]
}

const does = { runs: 'corre', stops: 'está detenido', ends: 'terminó' }

/** Every state has a way to an end, but its moves may be for other kinds. */
function stranded({ state: { kind }, to, target }: Migration, name: string): Obstacle[] {
  const called = to.kinds.find(({ id }) => id === kind)?.name
  if (called === undefined || canEnd(to, { state: target, kind })) return []
  const detail = `Desde «${name}» un caso de «${called}» no llega a ningún estado final`
  return [{ code: 'no-way-to-end', field: 'state', detail }]
}

/** A clock goes by the names of states and moves: those that it names must be there too. */
function strandedClocks({ state, born, to, target }: Migration): Obstacle[] {
  return declaredClocks(born, state.kind).flatMap(({ id, starts, meets }) => {
    const at = typeof starts === 'object' && 'state' in starts ? starts.state : undefined
    const renamed =
      at !== undefined && ((at === state.state && at !== target) || !to.states.some(({ id }) => id === at))
    const fulfilled = meets.some(
      (one) =>
        typeof one === 'string' ||
        to.transitions.some((move) => writtenId(move) === one.move && isForKind(move, state.kind)),
    )
    if (!renamed && fulfilled) return []
    const detail = `El reloj «${id}» se quedaría sin lo que lo ${renamed ? 'empieza' : 'cumple'}`
    return [{ code: 'clock-stranded' as const, field: 'clocks' as const, detail }]
  })
}
