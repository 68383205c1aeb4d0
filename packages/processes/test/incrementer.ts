/** node incrementer.ts FOLDER ROUNDS adds that many to the number in a file, which two at once would get wrong. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exclusively } from '../src/exclusively.ts'

const [dir = '', rounds] = process.argv.slice(2)
const file = join(dir, 'count')
for (let round = 0; round < Number(rounds); round++) {
  await exclusively(join(dir, 'claims'), async () => {
    const count = Number(await readFile(file, 'utf8'))
    await sleep(5)
    await writeFile(file, String(count + 1))
  })
}
process.disconnect()
