import { type Projection, projection } from '@ventanilla/projections'
import type { CaseEvent } from '../../domain/events.ts'

type Ref = 'noteRef' | 'textRef'

/** The references to what people wrote, by which the vault's orphans are told from what some fact carries. */
const refs = (name: string, field: Ref): Projection =>
  projection<CaseEvent & { entity: string }>({
    name,
    version: 1,
    key: 'ref',
    columns: { ref: 'uuid', case_id: 'uuid' },
    translate: (recorded) => recorded as unknown as CaseEvent & { entity: string },
    keyOf: ({ data }) => refOf(data, field),
    on: Object.fromEntries(
      ['CaseAssigned', 'CaseMoved', 'CaseAnswered'].map((type) => [
        type,
        (_, { data }) => ({ ref: refOf(data, field), case_id: data.caseId }),
      ]),
    ),
  })

function refOf(data: CaseEvent['data'], field: Ref): string | undefined {
  const { [field]: ref } = data as { [Field in Ref]?: string }
  return ref
}

export const noteRefs = refs('note_refs', 'noteRef')
export const textRefs = refs('text_refs', 'textRef')
