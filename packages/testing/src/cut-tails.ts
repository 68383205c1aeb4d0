import { readdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * As a power cut leaves a broker: the last half of the newest segment of each partition was in memory alone. For a
 * broker that was killed. @param logDir its `log.dirs` @returns how many bytes were cut
 */
export async function cutTails(logDir: string, topic: string): Promise<number> {
  let cut = 0
  for (const folder of await readdir(logDir)) {
    if (!folder.startsWith(`${topic}-`)) continue
    const segments = (await readdir(join(logDir, folder))).filter((name) => name.endsWith('.log'))
    const newest = join(logDir, folder, segments.sort().at(-1) ?? '')
    const { size } = await stat(newest)
    await truncate(newest, Math.floor(size / 2))
    cut += Math.ceil(size / 2)
  }
  return cut
}
