import { guardWords } from '../guards/written.ts'
import type { Transition } from '../schema/flow.ts'
import type { Procedure } from '../schema/procedure.ts'
import { code, codes, table } from './markdown.ts'
import { actionWord, clockWord, priorityWord, reopensWord, termWords } from './words.ts'

export function statesTable({ states, initial }: Procedure): string {
  const rows = states.map(({ id, name, clock, final, closesForm, warnAfter }) => [
    code(id),
    name,
    clockWord[clock],
    [id === initial ? 'inicial' : final ? 'final' : '', closesForm ? 'el formulario no cambia' : '']
      .filter(Boolean)
      .join('; '),
    warnAfter === undefined ? '' : `al cabo de ${termWords(warnAfter)}`,
  ])
  return table(['Id', 'Estado', 'El término', '', 'Aviso'], rows)
}

export function transitionsTable(procedure: Procedure): string {
  const names = new Map(procedure.states.map(({ id, name }) => [id, name]))
  const name = (state: string) => names.get(state) ?? state
  const rows = procedure.transitions.map((move) => [
    name(move.from),
    name(move.to),
    move.reason,
    doesWords(move),
    needs(move),
    who(move),
  ])
  return table(['De', 'A', 'Razón', 'Acción', 'Exige', 'Quién'], rows)
}

/** What the engine knows it by, and what it does to the case besides moving it. */
function doesWords({ action, priority }: Transition): string {
  const prioritized = priority && `la prioridad ${priorityWord[priority.becomes]}`
  return [actionWord(action), prioritized].filter(Boolean).join('; ')
}

function needs({
  kinds,
  note,
  evidence,
  outcomes,
  form,
  guards,
  fourEyes,
  reopens,
  assigns,
}: Transition): string {
  const parts = [
    kinds ? `solo ${codes(kinds)}` : '',
    note === 'required' ? 'observaciones' : '',
    evidence ? `evidencia: ${codes(evidence)}` : '',
    outcomes ? `resultado: ${codes(outcomes)}` : '',
    form ? `formulario: ${code(form)}` : '',
    ...(guards ?? []).map(guardWords),
    fourEyes ? `otra persona que la de ${codes(fourEyes)}` : '',
    reopens ? reopensWord[reopens] : '',
    assigns ? `queda en ${code(assigns.area)}, nivel ${assigns.level}` : '',
  ]
  return parts.filter(Boolean).join('; ')
}

function who({ by, after }: Transition): string {
  if (after !== undefined) return `el sistema, al cabo de ${termWords(after)}`
  return by === 'system' ? 'el sistema' : 'una persona'
}

export function evidenceTable({ evidence, kinds }: Procedure): string {
  const names = new Map(kinds.map(({ id, name }) => [id, name]))
  const rows = evidence.map((item) => [
    code(item.id),
    item.name + (item.by === undefined ? '' : ` (la da: ${codes(item.by)})`),
    item.kinds?.map((kind) => names.get(kind) ?? kind).join('; ') ?? 'todos',
    item.source,
  ])
  return table(['Id', 'Evidencia', 'Tipos', 'Fuente'], rows)
}
