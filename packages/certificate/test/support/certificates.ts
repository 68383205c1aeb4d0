import { bogotaInstant, type Calendar, nationalCalendar } from '@ventanilla/calendar'
import { due, endOfDue, type Pause, type Unit } from '@ventanilla/terms'
import { FlattenedSign, importJWK } from 'jose'
import { canonical } from '../../src/canonical.ts'
import type { DaysCertificate as Certificate, SignedCertificate } from '../../src/certificate.ts'
import { certificateKeys } from '../../src/keys.ts'

/** The key that RFC 8037 has as its example (appendix A): everybody knows it, and nothing real is signed with it. */
export const known = {
  ...{ kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' },
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}
export const knownKid = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'

export async function keysOf(...keys: object[]) {
  const found = await certificateKeys({ keys })
  if (!found) throw new Error('these are no keys')
  return found
}

/** Signs anything at all: who has the key can, and what he signs must not count for that. */
export async function signAnyway(certificate: unknown, header: object = {}): Promise<SignedCertificate> {
  const { d: _, ...jwk } = known
  const protectedHeader = { alg: 'EdDSA', kid: knownKid, jwk, ...header }
  const jws = await new FlattenedSign(canonical(certificate))
    .setProtectedHeader(protectedHeader)
    .sign(await importJWK(known, 'EdDSA'))
  const signature = { protected: jws.protected ?? '', signature: jws.signature }
  return { certificate: certificate as Certificate, signature }
}

export interface Told {
  readonly received: string
  readonly amount: number
  readonly unit: Unit
  readonly extension?: number
  readonly pauses?: readonly Pause[]
  /** The day of the answer. */
  readonly answered?: string
}

/** A certificate of such a term, counted by the program that counts all terms. */
export function certified(told: Told, calendar: Calendar = nationalCalendar()): Certificate {
  const { received, amount, unit, extension = 0, pauses = [], answered } = told
  const { due: last, explanation } = due({ received, amount, unit, extension, pauses }, calendar)
  const open = pauses.find(({ to }) => to === undefined)
  const state = open ? 'paused' : answered === undefined ? 'running' : 'met'
  const ends = state === 'paused' ? undefined : last
  return {
    ...{ type: 'ventanilla-clock-certificate', version: 1 },
    ...{ issuedAt: bogotaInstant('2199-01-01'), entity: 'icetex' },
    clock: {
      id: 'c1d2e3f4-a5b6-5c7d-8e9f-0a1b2c3d4e5f',
      caseId: '6f1c2a6e-6a5a-5b52-8f2b-0f7f6f1e2d3c',
      name: 'legal',
    },
    term: {
      ...{ regime: 'ley-1755', kind: null, source: 'Ley 1437 de 2011, artículo 14', amount, unit, received },
      ...{ start: 'following-day', restarted: false },
      extensions: extension > 0 ? [{ amount: extension, on: received }] : [],
    },
    calendar: { id: calendar.id, version: calendar.version },
    pauses: pauses.map(({ from, to, reason }) => ({ from, to: to ?? null, reason, source: null })),
    days: explanation.map(({ date, counted, kind, why, source, total }) => ({
      ...{ date, counted, why, total, source: source ?? null },
      kind: kind as Certificate['days'][number]['kind'],
    })),
    warnings: [],
    ...{ due: ends ?? null, endsAt: ends === undefined ? null : endOfDue(ends), state },
    pausedOn: open?.from ?? null,
    ...{ endedOn: answered ?? null, judgedOn: answered ?? null },
    late: answered === undefined || ends === undefined ? null : answered > ends,
    summary: 'El término es de unos días.',
    facts: [
      {
        ...{ position: 3, id: '0b7c0f5e-6a5a-5b52-8f2b-0f7f6f1e2d3c', type: 'ClockStarted' },
        ...{ at: bogotaInstant(received, '10:00'), routing: null },
      },
      {
        ...{ position: 7, id: '0b7c0f5e-6a5a-5b52-8f2b-0f7f6f1e2d3d', type: 'FactNoted' },
        ...{ at: bogotaInstant(received, '11:00'), routing: 2 },
      },
    ],
  }
}

/** A petition of Sunday 22 November 2026: 15 business days, with a holiday in between, until 14 December. */
export const petition = certified({ received: '2026-11-22', amount: 15, unit: 'business-days' })

/** The same, stopped from Friday 27 November until the petitioner completed it, and answered late. */
export const stopped = certified({
  ...{ received: '2026-11-22', amount: 15, unit: 'business-days', extension: 2, answered: '2026-12-30' },
  pauses: [{ from: '2026-11-27', to: '2026-12-04', reason: 'Petición incompleta' }],
})
