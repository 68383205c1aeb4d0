import { randomUUID } from 'node:crypto'
import type { EventLog } from '@ventanilla/event-log'
import { accessStream, type FormRead } from '../domain/access.ts'

export async function recordRead(
  log: EventLog,
  entity: string,
  data: FormRead['data'],
  { actor, at }: { actor: string; at: string },
): Promise<void> {
  const stream = accessStream(data.caseId)
  const event = { id: randomUUID(), type: 'FormRead', data: { ...data, fields: [...data.fields] }, at }
  const written = await log.write(entity, { appends: [{ stream, expected: 'any', events: [event], actor }] })
  if (written.outcome === 'refused') throw new Error(`${stream}: ${written.code}`)
}
