import type { RelayPlaces } from './relay-places.ts'

/**
 * Places are saved so long after they have moved, with all that moved meanwhile: a commit for each batch would keep the
 * service's own facts waiting. A relay that is killed publishes what it sent since then once more.
 */
const SAVE_AFTER_MS = 100

/** Keeps a relay's places, behind the publishing. */
export interface Saver {
  /** In a while, with all that moves until then. */
  soon(): void
  /** At once, after the write that is on its way. Never rejects. */
  now(): Promise<void>
  /** After the write that is on its way. @throws what it failed with */
  settled(): Promise<unknown>
  /** @returns false once another relay has moved them @throws what saving failed with */
  holds(): boolean
}

/** @param onTrouble told once these places are worth nothing any more, or could not be saved */
export function saverOf(places: Pick<RelayPlaces, 'save'>, onTrouble: () => void): Saver {
  let saving = Promise.resolve(true)
  let timer: NodeJS.Timeout | undefined
  let failed: { error: unknown } | undefined
  let moved = false

  async function now(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    saving = saving.then(async (ok) => ok && (await places.save()))
    try {
      moved = !(await saving)
      if (moved) onTrouble()
    } catch (error) {
      failed ??= { error }
      onTrouble()
    }
  }

  return {
    now,
    soon() {
      timer ??= setTimeout(() => void now(), SAVE_AFTER_MS)
    },
    settled: () => saving,
    holds() {
      if (failed) throw failed.error
      return !moved
    },
  }
}
