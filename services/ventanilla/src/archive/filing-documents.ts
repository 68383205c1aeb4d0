import type { CaseDocument } from './case-document.ts'
import { jsonFile } from './json-file.ts'
import type { Source } from './source.ts'

interface Filing {
  mode: 'named' | 'anonymous' | 'reserved'
  receivedAt: string
}

interface Said {
  subject: string
  text: string
  attachments?: readonly { ref: string; name: string }[]
}

/**
 * What was filed, and each file that came with it or was sent for the case later. Of one with reserved identity, only what is read to attend it, unless
 * the identity is asked for. Every look leaves its mark with intake.
 */
export async function filingDocuments(
  source: Source,
  caseId: string,
  withIdentity: boolean,
): Promise<{ documents: CaseDocument[]; named: boolean; hidden: boolean }> {
  const path = `/v1/filings/${caseId}`
  const filing = await source.json<Filing>(path)
  const hidden = filing.mode === 'reserved' && !withIdentity
  const all = await source.json<Said>(`${path}/text`)
  const said: Said = hidden ? { subject: all.subject, text: all.text } : all
  const known = filing.mode === 'anonymous' || hidden ? {} : await readPerson(source, path)
  const about = { caseId, created: filing.receivedAt, incorporated: filing.receivedAt }
  const attachments = said.attachments ?? []
  const later = hidden ? [] : await filesBeside(source, path, attachments)
  return {
    hidden,
    named: filing.mode === 'named',
    documents: [
      {
        ...{ ...about, name: said.subject, type: 'Radicación', extension: '.json' },
        content: async () => jsonFile({ ...filing, ...known, said }),
      },
      ...attachments.map(({ ref, name }) => ({
        ...{ ...about, name, type: 'Anexo', extension: extensionOf(name), ref },
        content: () => source.file(`/v1/files/${ref}`),
      })),
      ...later.map(({ ref, mediaType, uploadedAt }) => ({
        ...{ caseId, created: uploadedAt, incorporated: uploadedAt },
        ...{ name: 'archivo para el caso', type: 'Anexo', extension: usual[mediaType ?? ''] ?? '', ref },
        content: () => source.file(`/v1/files/${ref}`),
      })),
    ],
  }
}

interface CaseFile {
  ref: string
  mediaType?: string
  uploadedAt: string
}

/** Those that the filing doesn't name. */
async function filesBeside(
  source: Source,
  path: string,
  attachments: readonly { ref: string }[],
): Promise<CaseFile[]> {
  const { items } = await source.json<{ items: CaseFile[] }>(`${path}/files`)
  return items.filter(({ ref }) => attachments.every((attached) => attached.ref !== ref))
}

/** They came without a name. */
const usual: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
}

/** Without the reference that all packages of one person would have in common, also when the person is erased. */
async function readPerson(source: Source, path: string): Promise<{ person: object }> {
  const { person } = await source.json<{ person: object }>(`${path}/person`)
  return { person }
}

/** In letters and digits, or a reader of ZIP files may take it for something else. */
function extensionOf(name: string): string {
  return /\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? ''
}
