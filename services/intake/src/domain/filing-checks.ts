import { bogotaDate } from '@ventanilla/calendar'
import { type Refusal, refuse } from '@ventanilla/decider'
import { procedureOn } from '@ventanilla/procedures'
import { type EntityRules, knows, publicChannel } from './entity-rules.ts'
import type { FilingFacts } from './filing-events.ts'

export type FilingRefusal =
  | 'entity-unknown'
  | 'procedure-unknown'
  | 'kind-unknown'
  | 'channel-unknown'
  | 'product-unknown'
  | 'point-unknown'
  | 'theme-unknown'
  | 'anonymous-with-person'
  | 'person-missing'
  | 'received-in-future'
  | 'term-without-record'
  | 'attachment-unknown'

/** A client of the entity, or a citizen on the public routes. */
export type Sender = 'client' | 'citizen'

type Check = Refusal<FilingRefusal> | undefined

/** Whether the entity knows the words of a filing. The first that it doesn't know is the one refused. */
export function checkWords(facts: FilingFacts, rules: EntityRules, sender: Sender): Check {
  // Those of the day on which it came: its case is born under that version.
  const procedure = procedureOn(rules, facts.procedure, bogotaDate(facts.receivedAt))
  // Internal requests have no public channel: to a citizen such a procedure doesn't exist.
  if (!procedure || (sender === 'citizen' && !procedure.channels.includes(publicChannel)))
    return refuse('procedure-unknown', {
      field: 'procedure',
      detail: 'La entidad no tiene este procedimiento.',
    })
  if (!knows(procedure.kinds, facts.kind))
    return refuse('kind-unknown', { field: 'kind', detail: 'El procedimiento no tiene esta clase.' })
  if (!procedure.channels.includes(facts.channel))
    return refuse('channel-unknown', { field: 'channel', detail: 'El procedimiento no tiene este canal.' })
  if (facts.product !== undefined && !knows(rules.products, facts.product))
    return refuse('product-unknown', { field: 'product', detail: 'La entidad no tiene este producto.' })
  if (facts.attended !== undefined && !knows(rules.points, facts.attended.point))
    return refuse('point-unknown', {
      field: 'attended.point',
      detail: 'La entidad no tiene este punto de atención.',
    })
  // Other systems bring themes of their own; a citizen chooses from the form.
  if (sender === 'citizen' && facts.theme !== undefined && !knows(rules.themes, facts.theme))
    return refuse('theme-unknown', { field: 'theme', detail: 'La entidad no tiene este tema.' })
  return undefined
}

/** An anonymous filing says nothing of anybody; the others say who files. */
export function checkPerson({ mode }: FilingFacts, hasPerson: boolean): Check {
  if (mode === 'anonymous' && hasPerson)
    return refuse('anonymous-with-person', {
      field: 'person',
      detail: 'Una radicación anónima no lleva datos de la persona: quítelos o cambie el modo.',
    })
  if (mode !== 'anonymous' && !hasPerson)
    return refuse('person-missing', { field: 'person', detail: 'Faltan los datos de quien radica.' })
  return undefined
}

export function checkTimes({ receivedAt, term, recordedBy }: FilingFacts, now: string): Check {
  if (receivedAt > now)
    return refuse('received-in-future', {
      field: 'receivedAt',
      detail: 'La fecha de recepción no puede ser posterior a este momento.',
    })
  // The law sets the terms; only a fact that another system recorded may bring one of its own.
  if (term && recordedBy === undefined)
    return refuse('term-without-record', {
      field: 'term',
      detail: 'Solo lo que otro sistema registró (recordedBy) trae su propio plazo.',
    })
  return undefined
}
