import { isService } from '../rooms.ts'
import { members } from '../workspace.ts'

/** What `pnpm exec node …` of a page may start, and a test of ours does: each service alone. */
export const startable = (): string[] =>
  members()
    .filter(({ dir }) => isService(dir))
    .map(({ dir }) => `${dir}/src/main.ts`)
