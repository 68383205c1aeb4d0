import type { Path, Problem } from '../problem.ts'
import { ownClocks } from '../rules/clock.ts'
import { metByLetter } from '../rules/declared-clocks.ts'
import type { DeclaredClock } from '../schema/clocks.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** What a clock beside the kind's own names exists, and can happen to it. */
export function declaredClockProblems(procedure: ProcedureSource): Problem[] {
  return procedure.clocks.flatMap((clock, at) => [
    ...ofNames(clock, ['clocks', at], procedure),
    ...ofBeginning(clock, ['clocks', at], procedure),
    ...ofFulfilment(clock, ['clocks', at], procedure),
  ])
}

function ofNames(
  { id, kinds = [], regime }: DeclaredClock,
  path: Path,
  procedure: ProcedureSource,
): Problem[] {
  const problems: Problem[] = []
  if (ownClocks.includes(id)) {
    const detail = `«${id}» es el nombre del plazo de un tipo`
    problems.push({ code: 'clock-name-taken', path: [...path, 'id'], detail })
  }
  if (!procedure.regimes.some((known) => known.id === regime)) {
    const detail = `El régimen «${regime}» no existe`
    problems.push({ code: 'unknown-regime', path: [...path, 'regime'], detail })
  }
  for (const [nth, kind] of kinds.entries()) {
    if (procedure.kinds.some((known) => known.id === kind)) continue
    const detail = `El tipo «${kind}» no existe`
    problems.push({ code: 'unknown-kind', path: [...path, 'kinds', nth], detail })
  }
  return problems
}

function ofBeginning({ starts }: DeclaredClock, path: Path, procedure: ProcedureSource): Problem[] {
  if (starts === 'opening') return []
  if ('level' in starts) {
    if (procedure.levels.some(({ level }) => level === starts.level)) return []
    const detail = `El nivel ${starts.level} no existe`
    return [{ code: 'unknown-level', path: [...path, 'starts', 'level'], detail }]
  }
  if (procedure.states.some(({ id }) => id === starts.state)) return []
  const detail = `El estado «${starts.state}» no existe`
  return [{ code: 'unknown-state', path: [...path, 'starts', 'state'], detail }]
}

function ofFulfilment(clock: DeclaredClock, path: Path, { transitions }: ProcedureSource): Problem[] {
  const { starts, meets, reopens, pauses } = clock
  const problems = meets.flatMap((one, nth): Problem[] => {
    if (one === 'leaving' && starts === 'opening') {
      const detail = 'No empieza en un nivel ni en un estado, así que no hay de dónde salir'
      return [{ code: 'leaving-misplaced', path: [...path, 'meets', nth], detail }]
    }
    if (typeof one === 'string' || transitions.some(({ id }) => id === one.move)) return []
    const detail = `La transición «${one.move}» no existe`
    return [{ code: 'unknown-transition', path: [...path, 'meets', nth, 'move'], detail }]
  })
  // One for each case, and of the filing: what begins later, or again, would wait for one that was sent before.
  if (metByLetter(clock) && (starts !== 'opening' || reopens !== 'stays' || pauses)) {
    const detail = 'El acuse es uno por caso: su reloj empieza con el caso, no se detiene y no se reabre'
    problems.push({ code: 'acknowledgement-once', path: [...path, 'meets'], detail })
  }
  return problems
}
