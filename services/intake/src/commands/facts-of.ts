import { publicChannel } from '../domain/entity-rules.ts'
import type { FilingFacts } from '../domain/filing-events.ts'
import type { CitizenSubmission, Submission } from './submission.ts'

/**
 * What was sent, without what speaks of persons. @param now the instant of reception when the sender says none
 * @param fixed the instant of reception whatever the sender says: of what waited in quarantine
 */
export function factsOf(sent: Submission | CitizenSubmission, now: string, fixed?: string): FilingFacts {
  const { procedure, kind, mode = sent.person ? 'named' : 'anonymous', theme, product } = sent
  const said = {
    procedure,
    kind,
    mode,
    ...(theme !== undefined && { theme }),
    ...(product !== undefined && { product }),
  }
  if (!('channel' in sent)) return { ...said, channel: publicChannel, receivedAt: fixed ?? now }
  const { channel, receivedAt = now, attended, term, recordedBy, externalRef } = sent
  return {
    ...said,
    channel,
    receivedAt: fixed ?? receivedAt,
    ...(attended !== undefined && { attended: attendedAt(attended) }),
    ...(term !== undefined && { term }),
    ...(recordedBy !== undefined && { recordedBy }),
    ...(externalRef !== undefined && { externalRef }),
  }
}

/** A fact is JSON, which has no `undefined`. */
function attendedAt({
  point,
  turn,
}: NonNullable<Submission['attended']>): NonNullable<FilingFacts['attended']> {
  return { point, ...(turn !== undefined && { turn }) }
}
