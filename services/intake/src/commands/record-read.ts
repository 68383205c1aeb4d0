import { randomUUID } from 'node:crypto'
import type { IntakeDeps } from '../deps.ts'
import type { PersonRead } from '../domain/versions.ts'

/** What of a filing was read that speaks of persons. */
export type PersonalPart = 'identity' | 'text' | 'attachment' | 'envelope'

/**
 * Who looked at personal data, when and of which case: written before anything is shown, so that nothing can be read
 * without leaving its mark (Ley 1581/2012 art. 17.d). The fact says what kind of data, never the data.
 */
export async function recordRead(
  { clock, log }: Pick<IntakeDeps, 'clock' | 'log'>,
  { caseId, entity, part, actor }: { caseId: string; entity: string; part: PersonalPart; actor: string },
): Promise<void> {
  const data = { caseId, part } satisfies PersonRead['data']
  const written = await log.write(entity, {
    appends: [
      {
        stream: `access/${caseId}`,
        expected: 'any',
        events: [{ id: randomUUID(), type: 'PersonRead', data, at: clock.now() }],
        actor,
      },
    ],
  })
  if (written.outcome === 'refused') throw new Error(`access/${caseId}: ${written.code}`)
}
