import type { CaseDocument } from './case-document.ts'
import { jsonFile } from './json-file.ts'

/** What was written or brought with one thing that was done with a case. */
export interface Words {
  order: number
  fact: string
  at: string
  transition?: string
  evidence?: readonly { id: string; ref: string }[]
  form?: { id: string; values: object; words: object }
}

/** Of what is no move: moves have a name of their procedure. */
const names: Readonly<Record<string, string>> = {
  CaseAnswered: 'respuesta',
  MergedCaseAnswered: 'respuesta del caso acumulado',
  CaseAssigned: 'asignación',
  CaseFormFilled: 'formulario',
  CaseMerged: 'acumulación',
  CaseUnmerged: 'separación',
  CaseLinked: 'vínculo con otro caso',
  CaseUnlinked: 'retiro de un vínculo',
  TaskOpened: 'tarea pedida',
  TaskAnswered: 'tarea respondida',
  TaskWithdrawn: 'tarea retirada',
}

/**
 * What was written with each thing that was done with the case, and its evidence by where it is kept, unless it is
 * packed as what came with a filing. Fields of a form may say who filed, so they go as the identity does.
 * @param packed references of the files that are in the package
 */
export function moveDocuments(
  { caseId, words: all, hidden }: { caseId: string; words: readonly Words[]; hidden: boolean },
  packed: ReadonlySet<string>,
): CaseDocument[] {
  return all.flatMap((words) => {
    const about = { caseId, created: words.at, incorporated: words.at }
    const elsewhere = (words.evidence ?? []).filter(({ ref }) => !packed.has(ref))
    return [
      {
        ...{ ...about, name: words.transition ?? names[words.fact] ?? 'actuación', type: 'Actuación' },
        ...{ extension: '.json', origin: 'Electrónico' as const },
        content: async () => jsonFile(hidden ? { ...words, form: undefined } : words),
      },
      ...elsewhere.map(({ id, ref }) => ({ ...about, name: id, type: 'Evidencia', extension: '', ref })),
    ]
  })
}
