import { z } from 'zod'
import type { Folded } from '../../commands/extracts/fold.ts'
import type { Issued } from '../../commands/extracts/issued.ts'
import type { Correction, Why } from '../../domain/extract/corrections.ts'
import type { Definition } from '../../domain/extract/definition.ts'
import { cell } from '../../domain/extract/table.ts'

/** A list in an answer is cut here; all of it is in the list of its own. */
export const LISTED = 200

const side = z.strictObject({ unit: z.string().optional(), columns: z.array(z.string()) })

export const correctionShape = z.strictObject({
  against: z
    .enum(['former-issue', 'previous-quarter'])
    .describe(
      'Contra qué se compara: el corte anterior del trimestre, o la columna final del trimestre anterior',
    ),
  caseId: z.uuid(),
  radicado: z.string().nullable(),
  why: z.string(),
  text: z.string(),
  before: side.nullable(),
  after: side.nullable(),
})
export type CorrectionView = z.infer<typeof correctionShape>

export const extractShape = z.strictObject({
  extractId: z.uuid(),
  entity: z.string(),
  format: z.string(),
  period: z.string(),
  issue: z.int().describe('1 el primero del período; uno más por cada corte nuevo'),
  issuedAt: z.string(),
  cut: z.int().describe('Posición del diario hasta la que cuentan los hechos'),
  definition: z.strictObject({ id: z.string(), version: z.string() }),
  fileName: z.string(),
  sha256: z.string(),
  lines: z.int(),
  columns: z.array(
    z.strictObject({ code: z.string(), name: z.string(), units: z.record(z.string(), z.int()) }),
  ),
  former: z.uuid().nullable(),
  previous: z.uuid().nullable(),
})

export const issuedShape = extractShape.extend({
  corrections: z
    .array(correctionShape)
    .describe(`Las primeras ${LISTED}; todas, en la lista de correcciones`),
  correctionsTotal: z.int(),
})

export function extractView({ entity, at, facts }: Issued, { columns, units }: Definition) {
  const { former, previous, table, ...told } = facts
  return {
    ...told,
    entity,
    issuedAt: at,
    columns: columns.map(({ code, name }) => ({
      ...{ code, name },
      units: Object.fromEntries(units.map((unit) => [unit.code, cell(table, code, unit.code)])),
    })),
    former: former ?? null,
    previous: previous ?? null,
  }
}

export function correctionViews({ former, carried }: Pick<Folded, 'former' | 'carried'>): CorrectionView[] {
  return [
    ...former.map((one) => correctionView('former-issue', one)),
    ...carried.map((one) => correctionView('previous-quarter', one)),
  ]
}

function correctionView(
  against: CorrectionView['against'],
  { caseId, radicado, why, before, after }: Correction,
): CorrectionView {
  const copy = (one: Correction['before']) => (one ? { ...one, columns: [...one.columns] } : null)
  return {
    ...{ against, caseId, why, text: TEXTS[why] },
    radicado: radicado ?? null,
    before: copy(before),
    after: copy(after),
  }
}

const TEXTS: Record<Why, string> = {
  'recorded-later': 'El caso se registró después del corte anterior.',
  'not-counted-any-more': 'El caso ya no cuenta en el formato.',
  'kind-changed': 'Cambió el tipo del caso.',
  'unit-changed': 'Cambió la unidad de captura, por su producto o por la definición.',
  'reception-changed': 'Cambió la fecha de recepción que se conoce.',
  'closed-later': 'La respuesta o el cierre se conoció después del corte anterior.',
  reopened: 'El caso se reabrió.',
  'ending-changed': 'Cambió el resultado, o la fecha en que terminó.',
  'rules-changed': 'Cambiaron las reglas o las fechas con que se cuenta.',
}
