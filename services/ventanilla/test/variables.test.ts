import { readFileSync } from 'node:fs'
import { intakeConfig } from '@ventanilla/service-intake/compose'
import { notificationConfig } from '@ventanilla/service-notification/compose'
import { reportingConfig } from '@ventanilla/service-reporting/compose'
import { routingConfig } from '@ventanilla/service-routing/compose'
import { slaClockConfig } from '@ventanilla/service-sla-clock/compose'
import { expect, it } from 'vitest'

const page = readFileSync(new URL('../../../docs/how-to/start-a-service-alone.md', import.meta.url), 'utf8')
const schemas = {
  intake: intakeConfig,
  routing: routingConfig,
  'sla-clock': slaClockConfig,
  notification: notificationConfig,
  reporting: reportingConfig,
}

/** Rows of the page's table of services: variable → the services with a mark, and whether it may be absent. */
const rows = [...page.matchAll(/^\| `([A-Z_]+)` \|((?: ✓? ?\|){5}).*\| *([^|]*?) *\|$/gm)].map(
  ([, variable = '', marks = '', absent = '']) => ({
    variable,
    takers: Object.keys(schemas).filter((_, index) => marks.split('|')[index]?.includes('✓')),
    optional: absent !== '',
  }),
)

it.each(Object.entries(schemas))(
  'the how-to names every variable of %s, and no other',
  (service, { shape }) => {
    const told = rows.filter(({ takers }) => takers.includes(service)).map(({ variable }) => variable)
    expect(told.sort()).toEqual(Object.keys(shape).sort())
  },
)

it.each(Object.entries(schemas))(
  'the how-to says which variables of %s must be given',
  (service, { shape }) => {
    const told = rows.filter(({ takers, optional }) => takers.includes(service) && !optional)
    const must = Object.entries(shape).flatMap(([name, field]) =>
      field.safeParse(undefined).success ? [] : [name],
    )
    expect(told.map(({ variable }) => variable).sort()).toEqual(must.sort())
  },
)
