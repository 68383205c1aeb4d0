import type { Caller } from '@ventanilla/http-kit'

/** The subject of the person who asks; undefined for an application that acts for itself. */
export function personOf({ client, subject }: Caller): string | undefined {
  return subject === client ? undefined : subject
}
