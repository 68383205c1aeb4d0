import { bogotaDate, toDayNumber } from '@ventanilla/calendar'

/** What is compared of an open case. Whose it is, by the reference that all filings of one document have. */
export interface Likeness {
  caseId: string
  entity: string
  /** Of its procedure. */
  family: string
  kind: string
  theme?: string | undefined
  product?: string | undefined
  personRef?: string | undefined
  receivedAt: string
}

export type ReasonCode = 'same-person' | 'same-kind' | 'same-theme' | 'same-product' | 'days-apart'

export interface Resemblance {
  /** Of a hundred. */
  score: number
  /** What it is made of; of `days-apart`, how many days. */
  reasons: { code: ReasonCode; points: number; days?: number }[]
  /** Spanish, one sentence. */
  why: string
}

/** Two of the same kind and theme are worth a look if they came in this close to each other, in days. */
export const NEAR = 30
const points = { person: 50, kind: 10, theme: 15, product: 15, days: 10 } as const

/**
 * How much two cases look like one matter, the same whichever is asked; undefined when nobody should be bothered with
 * them. Somebody's other open case is always worth a look. Of whom nobody knows who filed (anonymous, or with reserved
 * identity) only what is asked, and when, can tell.
 */
export function resemblance(one: Likeness, other: Likeness): Resemblance | undefined {
  if (one.caseId === other.caseId || one.entity !== other.entity || one.family !== other.family)
    return undefined
  const same = (a: string | undefined, b: string | undefined) => a !== undefined && a === b
  const person = same(one.personRef, other.personRef)
  const kind = same(one.kind, other.kind)
  const theme = same(one.theme, other.theme)
  const product = same(one.product, other.product)
  const days = Math.abs(dayOf(one) - dayOf(other))
  if (!person && !(kind && theme && days <= NEAR)) return undefined
  const close = Math.max(0, points.days - Math.floor(days / 3))
  const reasons: Resemblance['reasons'] = [
    ...(person ? [{ code: 'same-person' as const, points: points.person }] : []),
    ...(kind ? [{ code: 'same-kind' as const, points: points.kind }] : []),
    ...(theme ? [{ code: 'same-theme' as const, points: points.theme }] : []),
    ...(product ? [{ code: 'same-product' as const, points: points.product }] : []),
    ...(close > 0 ? [{ code: 'days-apart' as const, points: close, days }] : []),
  ]
  const score = reasons.reduce((sum, reason) => sum + reason.points, 0)
  return { score, reasons, why: inWords({ person, kind, theme, product, days }) }
}

const dayOf = ({ receivedAt }: Likeness) => toDayNumber(bogotaDate(receivedAt))

interface Same {
  person: boolean
  kind: boolean
  theme: boolean
  product: boolean
  days: number
}

function inWords({ person, kind, theme, product, days }: Same): string {
  const shared = [
    ...(person ? ['la misma persona'] : []),
    ...(kind ? ['el mismo tipo'] : []),
    ...(theme ? ['el mismo tema'] : []),
    ...(product ? ['el mismo producto'] : []),
  ]
  const last = shared.at(-1) ?? ''
  const list = shared.length > 1 ? `${shared.slice(0, -1).join(', ')} y ${last}` : last
  const apart =
    days === 0 ? 'el mismo día' : days === 1 ? 'con un día de diferencia' : `con ${days} días de diferencia`
  return `Tienen ${list}, y se recibieron ${apart}.`
}
