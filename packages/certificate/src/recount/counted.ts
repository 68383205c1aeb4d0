import type { Certificate, DaysCertificate, WideCertificate } from '../certificate.ts'

/** A certificate of any version, as the rules look at it: what its version doesn't know of is null, or not there. */
export type Counted = Omit<WideCertificate, 'version' | 'term'> & {
  readonly term: Omit<WideCertificate['term'], 'unit'> & {
    readonly unit: (DaysCertificate | WideCertificate)['term']['unit']
  }
}

export type CountedDay = Counted['days'][number]

export function asCounted(certificate: Certificate): Counted {
  if (certificate.version === 2) return certificate
  return {
    ...certificate,
    term: { ...certificate.term, receivedAt: null },
    pauses: certificate.pauses.map((pause) => ({ ...pause, fromAt: null, toAt: null })),
    days: certificate.days.map((day) => ({ ...day, open: null })),
    ...{ lastDays: [], judgedAt: null },
  }
}

export function inHours({ term: { unit } }: Counted): boolean {
  return unit === 'business-hours' || unit === 'calendar-hours'
}
