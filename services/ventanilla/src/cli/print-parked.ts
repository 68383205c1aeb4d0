import { table } from './days.ts'

/** A parked case, as the service tells of it. */
export interface ParkedItem {
  consumer: string
  source: string
  case: string
  entity: string
  waiting: number
  since: string
  type: string | null
  sequence: number | null
  tries: number
  reason: { code: string; message: string }
}

export type Listed = Omit<ParkedItem, 'consumer' | 'source' | 'case'> & { name: string }

/** An event of it that waits. */
export interface WaitingEvent {
  event: number
  type: string | null
  sequence: number | null
  tries: number
  reason: { code: string } | null
}

/** For people. */
export function listed(rows: readonly Listed[]): string {
  if (rows.length === 0) return 'No hay casos apartados.\n'
  const cells = rows.map(({ name, entity, waiting, since, type, reason }) => [
    ...[name, entity, String(waiting), since, type ?? 'ilegible', reason.code],
  ])
  return table([['caso', 'entidad', 'esperan', 'desde', 'evento', 'motivo'], ...cells])
}

/** For people. */
export function waitingEvents(events: readonly WaitingEvent[]): string {
  const cells = events.map(({ event, type, sequence, tries, reason }) => [
    ...[String(event), type ?? 'ilegible', String(sequence ?? ''), String(tries)],
    reason?.code ?? 'espera detrás de otro',
  ])
  return table([['n.º', 'evento', 'posición', 'intentos', 'motivo'], ...cells])
}
