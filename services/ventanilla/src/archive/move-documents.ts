import type { CaseDocument } from './case-document.ts'
import { jsonFile } from './json-file.ts'
import type { Source } from './source.ts'

interface Words {
  order: number
  fact: string
  at: string
  transition?: string
  evidence?: readonly { id: string; ref: string }[]
  form?: { id: string; values: object; words: object }
}

/**
 * What was written with each thing that was done with the case, and its evidence: by where another system keeps it, for
 * what came with the filing is in already. Fields of a form may say who filed, so they go as the identity does.
 */
export async function moveDocuments(
  source: Source,
  caseId: string,
  { attached, hidden }: { attached: ReadonlySet<string>; hidden: boolean },
): Promise<CaseDocument[]> {
  const { items } = await source.json<{ items: Words[] }>(`/v1/cases/${caseId}/words?purpose=archive`)
  return items.flatMap((words) => {
    const about = { caseId, created: words.at, incorporated: words.at }
    const elsewhere = (words.evidence ?? []).filter(({ ref }) => !attached.has(ref))
    return [
      {
        ...{ ...about, name: words.transition ?? words.fact, type: 'Actuación' },
        extension: '.json',
        content: async () => jsonFile(hidden ? { ...words, form: undefined } : words),
      },
      ...elsewhere.map(({ id, ref }) => ({ ...about, name: id, type: 'Evidencia', extension: '', ref })),
    ]
  })
}
