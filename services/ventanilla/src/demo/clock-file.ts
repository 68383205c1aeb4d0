import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type WatermarkClock, watermarkClock } from '@ventanilla/runtime'

/**
 * The business clock of a demo, kept in a file: a demo that was killed goes on where its facts are, and business
 * time never goes back. The file is written before the clock moves, so no fact is later than it.
 */
export function keptClock(file: string, start: string): WatermarkClock {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  const clock = watermarkClock(kept > start ? kept : start)
  return {
    now: () => clock.now(),
    onAdvance: (listener) => clock.onAdvance(listener),
    advance(to) {
      if (to <= clock.now()) return
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, `${to}\n`)
      renameSync(`${file}.part`, file)
      clock.advance(to)
    },
  }
}
