import type { CaseDocument, Content } from './case-document.ts'
import type { Source } from './source.ts'

export interface Message {
  messageId: string
  template: string
  state: string
  requestedAt: string
  sentAt?: string
}

interface Letter {
  from: { name: string; address: string }
  to: { name: string; address: string }
  date: string
  subject: string
  text: string
}

/** Each letter that went out, written again, and what became of all that were asked for. */
export async function letterDocuments(
  source: Source,
  caseId: string,
  hidden: boolean,
): Promise<{ documents: CaseDocument[]; messages: readonly Message[] }> {
  const messages = await source.list<Message>(`/v1/messages?caseId=${caseId}`)
  const went = hidden ? [] : messages.filter(({ state }) => state === 'sent')
  const documents = went.map(({ messageId, template, requestedAt, sentAt = requestedAt }) => ({
    ...{ caseId, name: template, type: 'Comunicación', created: requestedAt, incorporated: sentAt },
    ...{ extension: '.txt', origin: 'Electrónico' as const, rewritten: true as const },
    content: async () => asText(await source.json<Letter>(`/v1/messages/${messageId}/letter`)),
  }))
  return { documents, messages }
}

function asText({ from, to, date, subject, text }: Letter): Content {
  const heading = [`De: ${from.name} <${from.address}>`, `Para: ${to.name} <${to.address}>`, `Fecha: ${date}`]
  const body = Buffer.from([...heading, `Asunto: ${subject}`, '', text, ''].join('\n'))
  return { body, format: 'text/plain; charset=utf-8' }
}
