import type { Delivery } from '@ventanilla/bus'
import { assertPublic, type DataOf, type PublicEvent, type PublicType } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'

export const entity = 'icetex'
export const caseId = deriveId('case', 'one')

type Term = DataOf<'ventanilla.routing.CaseOpened.v2'>['terms'][number]

export const legal: Term = {
  ...{ clock: 'legal', regime: 'ley-1755', amount: 15, unit: 'business-days', received: '2026-11-22' },
  source: 'Ley 1437 de 2011, artículo 14',
  ladder: [
    { id: 'amarillo', remaining: 8 },
    { id: 'rojo', remaining: 3 },
  ],
  ...{ pauseDay: 'counts', resumeDay: 'not-counted' },
}

export const agreement: Term = {
  ...{ clock: 'ans', regime: 'ans', amount: 12, unit: 'business-days', received: '2026-11-23' },
  ...{ source: 'M1-3-06, numeral 4', ladder: [{ id: 'rojo', remaining: 3 }] },
}

export function event<Type extends PublicType>(
  type: Type,
  sequence: number,
  at: string,
  data: DataOf<Type>,
  subject: string,
) {
  // A fact keeps its id, in whichever version it is told.
  const id = deriveId('routing', subject, type.replace(/\d+$/, '1'), sequence)
  const where = { id, source: 'routing', entity, subject, at, recordedAt: at, sequence } as const
  return assertPublic({ ...where, type, data } as unknown as PublicEvent)
}

const instant = (on: string) => `${on}T15:00:00.000Z`

export function opened(sequence: number, terms: Term[] = [legal], subject = caseId): PublicEvent {
  const publication = terms.some(({ clock }) => clock === 'ans')
  const received = terms[0]?.received ?? '2026-11-22'
  return event(
    'ventanilla.routing.CaseOpened.v2',
    sequence,
    instant(received),
    {
      caseId: subject,
      procedure: publication ? 'publicaciones' : 'pqrsd',
      procedureVersion: 1,
      family: publication ? 'publication' : 'pqrsd',
      kind: publication ? 'piezas-comerciales' : 'reclamo',
      state: publication ? 'registrado' : 'radicada',
      ...{ channel: 'virtual', receivedAt: instant(received), terms },
    },
    subject,
  )
}

type Moved = DataOf<'ventanilla.routing.CaseMoved.v1'>

/** As the procedures of the entity have it; `id` where the file writes it once for several states. */
interface Move extends Pick<Moved, 'from' | 'to' | 'clock' | 'reason' | 'reopens'> {
  id?: string
}

export const moves = {
  asignar: {
    from: 'radicada',
    to: 'asignada',
    clock: 'runs',
    reason: 'Asignada según el árbol de tipificación',
  },
  iniciar: {
    id: 'iniciar:asignada',
    from: 'asignada',
    to: 'en-tramite',
    clock: 'runs',
    reason: 'Se inicia la gestión de la respuesta',
  },
  requerir: {
    id: 'requerir:en-tramite',
    from: 'en-tramite',
    to: 'requerida',
    clock: 'stops',
    reason: 'Petición incompleta',
  },
  completar: {
    from: 'requerida',
    to: 'en-tramite',
    clock: 'runs',
    reason: 'El peticionario completó la petición',
  },
  'desistimiento-tacito': {
    ...{ from: 'requerida', to: 'desistida', clock: 'ends', reason: 'Desistimiento tácito' },
  },
  trasladar: {
    id: 'trasladar:radicada',
    ...{ from: 'radicada', to: 'trasladada', clock: 'ends' },
    reason: 'Traslado a la autoridad competente',
  },
  responder: {
    id: 'responder:en-tramite',
    from: 'en-tramite',
    to: 'respondida',
    clock: 'ends',
    reason: 'Respuesta de fondo',
  },
  cerrar: {
    from: 'respondida',
    to: 'cerrada',
    clock: 'ends',
    reason: 'Respuesta comunicada al peticionario',
  },
  'anular-duplicada': {
    id: 'anular-duplicada:radicada',
    from: 'radicada',
    to: 'anulada',
    clock: 'ends',
    reason: 'Radicada dos veces',
  },
  'reabrir-inconforme': {
    id: 'reabrir-inconforme:cerrada',
    ...{ from: 'cerrada', to: 'reabierta', clock: 'runs' },
    ...{ reason: 'El peticionario no está conforme con la respuesta', reopens: 'new-term' },
  },
  solucionar: { from: 'en-proceso', to: 'solucionado', clock: 'stops', reason: 'Solución entregada' },
  'cerrar-validado': { from: 'solucionado', to: 'cerrado', clock: 'ends', reason: 'Validado' },
  'anular-en-proceso-repetido': { from: 'en-proceso', to: 'anulado', clock: 'ends', reason: 'Repetido' },
} as const satisfies Record<string, Move>

export function moved(
  sequence: number,
  transition: keyof typeof moves,
  on: string,
  subject = caseId,
): PublicEvent {
  const { id = transition, clock, ...rest } = moves[transition] as Move
  const data = { caseId: subject, transition: id, on, final: false, clock, ...rest }
  return event('ventanilla.routing.CaseMoved.v1', sequence, instant(on), data, subject)
}

export function answeredOn(sequence: number, on: string, subject = caseId): PublicEvent {
  const data = { caseId: subject, on, flags: [] }
  return event('ventanilla.routing.CaseAnswered.v1', sequence, instant(on), data, subject)
}

/** One delivery of these, from where the one before left off. */
export function deliver(
  events: PublicEvent[],
  expected = 0,
  source: 'routing' | 'notification' = 'routing',
): Delivery {
  const place = {
    consumer: 'sla-clock',
    source: `${source}/${entity}`,
    expected,
    next: expected + events.length,
  }
  return { source, entity, events, places: [place] }
}
