import { positionText } from '@ventanilla/http-kit'
import { publications } from '../publications.ts'
import type { ReadCase } from './read-open.ts'

/** Up to where others can have heard of a case: of what only this service knows, nothing would ever come of waiting. */
export function publishedUpTo({ entity, stream }: ReadCase): string {
  const last = stream.events.findLast((event) => publications(event) !== undefined)
  if (!last) throw new Error(`of a case of ${entity} that is open nothing was published`)
  return positionText({ source: 'routing', entity, position: last.position })
}
