import { type Projection, projection } from '@ventanilla/projections'
import type { CaseEvent, FormFilled } from '../../domain/events.ts'

type Ref = 'noteRef' | 'textRef' | 'form'

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
      [
        'CaseAssigned',
        'CaseMoved',
        'CaseAnswered',
        'CaseFormFilled',
        'CaseMigrated',
        'CaseMerged',
        'CaseUnmerged',
      ].map((type) => [type, (_, { data }) => ({ ref: refOf(data, field), case_id: data.caseId })]),
    ),
  })

function refOf(data: CaseEvent['data'], field: Ref): string | undefined {
  const { [field]: ref } = data as { noteRef?: string; textRef?: string; form?: FormFilled }
  return typeof ref === 'object' ? ref.ref : ref
}

export const noteRefs = refs('note_refs', 'noteRef')
export const textRefs = refs('text_refs', 'textRef')
export const formRefs = refs('form_refs', 'form')
