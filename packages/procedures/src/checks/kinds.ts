import { guardKinds } from '../guards/written.ts'
import type { Path, Problem } from '../problem.ts'
import type { Field } from '../schema/fields.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** What names a kind, or is named by one, exists. */
export function kindProblems(procedure: ProcedureSource): Problem[] {
  const regimes = new Set(procedure.regimes.map((regime) => regime.id))
  const kinds = new Set(procedure.kinds.map((kind) => kind.id))
  const unknownKind = (id: string, path: Path): Problem[] =>
    kinds.has(id) ? [] : [{ code: 'unknown-kind', path, detail: `El tipo «${id}» no existe` }]

  const ofKinds = procedure.kinds.flatMap(({ regime, exception }, at): Problem[] => {
    const problems: Problem[] = []
    if (!regimes.has(regime)) {
      const detail = `El régimen «${regime}» no existe`
      problems.push({ code: 'unknown-regime', path: ['kinds', at, 'regime'], detail })
    }
    if (typeof exception?.late === 'object') {
      const path = ['kinds', at, 'exception', 'late', 'kind']
      problems.push(...unknownKind(exception.late.kind, path))
    }
    return problems
  })
  const ofEvidence = procedure.evidence.flatMap((item, at) =>
    (item.kinds ?? []).flatMap((id, n) => unknownKind(id, ['evidence', at, 'kinds', n])),
  )
  const ofEscalation = (procedure.escalation?.kinds ?? []).flatMap((id, n) =>
    unknownKind(id, ['escalation', 'kinds', n]),
  )
  const ofBypass = (procedure.bypass?.waives ?? []).flatMap((id, n): Problem[] => {
    if (procedure.evidence.some((item) => item.id === id)) return []
    const detail = `La evidencia «${id}» no está declarada`
    return [{ code: 'unknown-evidence', path: ['bypass', 'waives', n], detail }]
  })
  const ofMoves = procedure.transitions.flatMap(({ kinds = [], guards = [] }, at) => [
    ...kinds.flatMap((id, n) => unknownKind(id, ['transitions', at, 'kinds', n])),
    ...guards.flatMap((guard, nth) =>
      (guardKinds(guard) ?? []).flatMap((id, n) =>
        unknownKind(id, ['transitions', at, 'guards', nth, 'kinds', n]),
      ),
    ),
  ])
  return [...ofKinds, ...ofEvidence, ...ofEscalation, ...ofBypass, ...ofMoves, ...unaskedArea(procedure)]
}

/** Some kind is asked with the field that says which area asks. */
function unaskedArea({ bypass, kinds, forms }: ProcedureSource): Problem[] {
  const field = bypass?.field
  if (field === undefined) return []
  const asked = new Set(kinds.map(({ form }) => form))
  if (forms.some(({ id, fields }) => asked.has(id) && fields.some((one) => saysOne(one, field)))) return []
  const detail = `Ningún tipo se pide con un formulario que tenga la elección «${field}»`
  return [{ code: 'unknown-field', path: ['bypass', 'field'], detail }]
}

const saysOne = (field: Field, id: string) =>
  field.id === id && field.type === 'choice' && !field.several && !field.sensitive
