import type { Transition } from '../schema/flow.ts'

/** The id as its owner wrote it: a move written for several states is one transition for each, as `responder:radicada`. */
export function writtenId({ id }: Pick<Transition, 'id'>): string {
  const [written = id] = id.split(':')
  return written
}
