import type { Job } from '@ventanilla/runtime'
import type { IntakeDeps } from '../deps.ts'

/** Long enough to write a petition with its attachments at hand; a file that nobody filed by then is nobody's. */
const UNFILED_AGE_MS = 24 * 3_600_000
const POLL_MS = 600_000
const PAGE = 200

/** Removes the files that were uploaded and never filed. */
export function sweepFiles(deps: IntakeDeps, unfiledAgeMs = UNFILED_AGE_MS): Job {
  async function sweep(before: string): Promise<void> {
    for (let after = ''; ; ) {
      const page = await deps.uploads.idleSince(before, after, PAGE)
      const last = page.at(-1)
      if (!last) return
      const cases = page.flatMap((file) => file.cases.map((caseId) => `filing/${caseId}`))
      const streams = await deps.log.streams([...new Set(cases)])
      for (const { ref, cases } of page) {
        if (cases.some((caseId) => (streams.get(`filing/${caseId}`)?.version ?? 0) > 0)) continue
        // The row first: from then on no filing can have it, and what a crash leaves in the store is only space.
        if (await deps.uploads.forget(ref, before)) await deps.files.remove(ref)
      }
      after = last.ref
    }
  }

  return {
    name: 'sweep-files',
    pollMs: POLL_MS,
    housekeeping: true,
    behind: async () => 0,
    async step() {
      await sweep(new Date(Date.parse(deps.wall()) - unfiledAgeMs).toISOString())
      return false
    },
  }
}
