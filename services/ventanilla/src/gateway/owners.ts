import type { ServiceName } from '@ventanilla/contracts'

/** Which service answers what is below a path. A route whose path isn't here can't be reached: a test says so. */
export const OWNERS: Readonly<Record<string, ServiceName>> = {
  '/v1/filings': 'intake',
  '/v1/files': 'intake',
  '/v1/file-checks': 'intake',
  '/v1/quarantine': 'intake',
  '/v1/persons': 'intake',
  '/v1/public/filings': 'intake',
  '/v1/public/files': 'intake',
  '/v1/public/forms': 'intake',
  '/v1/procedures': 'routing',
  '/v1/public/schemas': 'routing',
  '/v1/cases': 'routing',
  '/v1/conformance': 'routing',
  '/v1/not-opened': 'routing',
  '/v1/clocks': 'sla-clock',
  '/v1/calendars': 'sla-clock',
  '/v1/public/certificate-keys': 'sla-clock',
  '/v1/messages': 'notification',
  '/v1/extracts': 'reporting',
  '/v1/case-files': 'reporting',
  '/v1/case-files.csv': 'reporting',
  '/v1/worklist': 'reporting',
  '/v1/updates': 'reporting',
  '/v1/indicators': 'reporting',
  '/v1/public/follow': 'reporting',
  // What a service that hears others couldn't handle is asked of itself.
  '/v1/parked/routing': 'routing',
  '/v1/parked/sla-clock': 'sla-clock',
  '/v1/parked/notification': 'notification',
  '/v1/parked/reporting': 'reporting',
}
