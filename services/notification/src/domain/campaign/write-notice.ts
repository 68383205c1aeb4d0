import { lines, oneLine } from '../letters/clean.ts'
import type { Draft } from '../letters/draft.ts'
import { toHtml } from '../letters/to-html.ts'
import { toText } from '../letters/to-text.ts'
import type { WrittenLetter } from '../letters/write-letter.ts'

export interface NoticeWords {
  subject: string
  text: string
  entity: string
  /** It says in its subject that it is one, so that whoever works here tells it from a letter. */
  infoservicio: boolean
}

/** A publication as it was written, as plain text and as HTML that say the same. Pure. */
export function writeNotice({ subject, text, entity, infoservicio }: NoticeWords): WrittenLetter {
  const draft: Draft = {
    subject: oneLine(`${infoservicio ? 'Infoservicio: ' : ''}${subject}`),
    blocks: [
      ...lines(text)
        .split('\n\n')
        .map((paragraph) => ({ paragraph })),
      { paragraph: oneLine(entity) },
      { paragraph: 'Este mensaje es automático. Por favor no lo responda.' },
    ],
  }
  return { subject: draft.subject, text: toText(draft), html: toHtml(draft) }
}
