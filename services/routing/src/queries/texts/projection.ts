import { type Projection, projection } from '@ventanilla/projections'
import type { FormFilled } from '../../domain/events.ts'
import type { StoredEvent } from '../../domain/versions.ts'

type Ref = 'noteRef' | 'textRef' | 'form'

/** The facts of a case that may refer to a text. */
const ofCases = [
  ...['CaseAssigned', 'CaseMoved', 'CaseAnswered', 'CaseFormFilled', 'CaseMigrated'],
  ...[
    'CaseMerged',
    'CaseUnmerged',
    'TaskOpened',
    'TaskAnswered',
    'TaskWithdrawn',
    'CaseLinked',
    'CaseUnlinked',
  ],
]

/** The facts of an improvement action that do. */
const ofActions = ['ActionOpened', 'ActionAmended', 'ActionProgressed', 'ActionVerified', 'ActionCancelled']

/** The references to what people wrote, by which the vault's orphans are told from what some fact carries. */
const refs = (name: string, field: Ref): Projection =>
  projection<StoredEvent & { entity: string }>({
    name,
    version: 3, // 3: the words of improvement actions
    key: 'ref',
    columns: { ref: 'uuid', case_id: 'uuid' },
    translate: (recorded) => recorded as unknown as StoredEvent & { entity: string },
    keyOf: ({ data }) => refOf(data, field),
    on: Object.fromEntries(
      [...ofCases, ...ofActions, 'ReassignmentStarted'].map((type) => [
        type,
        (_, { data }) => ({ ref: refOf(data, field), case_id: 'caseId' in data ? data.caseId : null }),
      ]),
    ),
  })

function refOf(data: StoredEvent['data'], field: Ref): string | undefined {
  const { [field]: ref } = data as { noteRef?: string; textRef?: string; form?: FormFilled }
  return typeof ref === 'object' ? ref.ref : ref
}

export const noteRefs = refs('note_refs', 'noteRef')
export const textRefs = refs('text_refs', 'textRef')
export const formRefs = refs('form_refs', 'form')
