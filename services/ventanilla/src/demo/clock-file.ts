import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Business time that somebody advances: of this process, or of several. */
export interface DrivenTime {
  now(): string
  advance(to: string): void | Promise<void>
}

/** Where a demo that was killed goes on: business time never goes back behind its facts. */
export function keptInstant(file: string, start: string): string {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return kept > start ? kept : start
}

/** Writes each instant into the file before business time moves there, so no fact is later than the file says. */
export function keptTime(file: string, time: DrivenTime) {
  return {
    now: () => time.now(),
    async advance(to: string): Promise<void> {
      if (to <= time.now()) return
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, `${to}\n`)
      renameSync(`${file}.part`, file)
      await time.advance(to)
    },
  }
}
