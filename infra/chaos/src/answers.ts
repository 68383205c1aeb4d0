import { setTimeout as sleep } from 'node:timers/promises'
import type { Acknowledged } from './load.ts'

const TRIES = 40

/** Records the answer to each of the cases, as an adapter of another system does. Resolves when all are committed. */
export async function answerCases(
  routing: string,
  cases: readonly Acknowledged[],
  { token, on }: { token(): string; on: string },
): Promise<void> {
  for (const { key, caseId } of cases) {
    for (let tried = 1; ; tried++) {
      const response = await fetch(`${routing}/v1/cases/${caseId}/moves`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token()}`,
          'content-type': 'application/json',
          'idempotency-key': `${key}-answer`,
        },
        body: JSON.stringify({ action: 'answer', outcome: 'a-favor-del-usuario', on, recordedBy: 'chaos' }),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => undefined)
      if (response?.ok) {
        await response.body?.cancel()
        break
      }
      const said = response ? `${response.status} ${await response.text()}` : 'no answer'
      if (tried === TRIES || (response && response.status < 500)) throw new Error(`${key} answered: ${said}`)
      await sleep(250)
    }
  }
}
