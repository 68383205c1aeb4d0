import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises'

const LIMIT = 10 << 20

/** Makes the file that a server will write to, for its user alone. One that has grown is set aside first. */
export async function openLog(file: string, owner: { uid?: number; gid?: number } = {}): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  if (size > LIMIT) await rename(file, `${file}.1`)
  await writeFile(file, '', { flag: 'a', mode: 0o600 })
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(file, owner.uid, owner.gid)
}

/** The last lines of a log, to be shown under a failure; '' when there is none. */
export async function logTail(file: string, lines = 20): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const tail = text.trimEnd().split('\n').slice(-lines).join('\n')
  return tail === '' ? '' : `\nÚltimas líneas de ${file}:\n${tail}`
}
