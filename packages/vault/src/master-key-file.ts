import { randomBytes, randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { VaultError } from './errors.ts'

/**
 * The master key of a file of 64 hexadecimal digits; where there is none, makes one that only its owner
 * reads. Two processes that start at once get the same. The folder must exist. @throws
 * `master-key-file-invalid`
 */
export async function loadMasterKey(file: string): Promise<Buffer> {
  return (await readKey(file)) ?? (await makeKey(file))
}

async function readKey(file: string): Promise<Buffer | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  if (!/^[0-9a-f]{64}\s*$/i.test(text)) throw new VaultError('master-key-file-invalid', file)
  return Buffer.from(text.trim(), 'hex')
}

/**
 * Written aside and linked into place: the name never stands for half a key, and the first one to link wins.
 */
async function makeKey(file: string): Promise<Buffer> {
  const aside = `${file}.${randomUUID()}`
  try {
    await using written = await open(aside, 'wx', 0o600)
    await written.writeFile(`${randomBytes(32).toString('hex')}\n`)
    await written.sync()
    await link(aside, file).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
    // Losing the key's name in a power cut would lose everything that was sealed since.
    await using folder = await open(dirname(file), 'r')
    await folder.sync()
  } finally {
    await rm(aside, { force: true })
  }
  const key = await readKey(file)
  if (!key) throw new VaultError('master-key-file-invalid', file)
  return key
}
