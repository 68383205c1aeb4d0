import { randomUUID } from 'node:crypto'
import { link, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from '@ventanilla/processes'

/** A file with secrets that cannot be used as it is: of who deploys, so the process ends with its code. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError'
  readonly exitCode = 2
}

/**
 * The text of a file that is made once and then kept, readable by its owner alone (0600).
 * Of several processes that make it at the same moment one wins, and all read what it wrote.
 * @throws SecretFileError when others may read it (what it holds may be known already), and where none can be made or read
 */
export async function keptSecret(file: string, make: () => Promise<string>): Promise<string> {
  const there = await readKept(file)
  if (there !== undefined) return there
  const text = await make()
  try {
    await makeFolder(dirname(file), 0o700)
    await writeOnce(file, text)
  } catch (error) {
    throw unusable('crear', file, error)
  }
  const written = await readKept(file)
  if (written === undefined) throw new SecretFileError(`${file} disappeared as it was written`)
  return written
}

/** The same, read as JSON; undefined when it isn't. */
export async function keptJson(file: string, make: () => Promise<string>): Promise<unknown> {
  const text = await keptSecret(file, make)
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readKept(file: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(file)
    if ((mode & 0o077) !== 0) {
      throw new SecretFileError(`Otros usuarios pueden leer ${file}. Corríjalo con: chmod 600 '${file}'`)
    }
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error instanceof SecretFileError ? error : unusable('leer', file, error)
  }
}

function unusable(what: 'crear' | 'leer', file: string, cause: unknown): SecretFileError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'no se sabe por qué'
  return new SecretFileError(`No se puede ${what} ${file} (${code})`, { cause })
}

// Written whole under another name and then linked: a process killed in between leaves no half of a key behind,
// and a link, unlike a rename, doesn't replace what another process linked first.
async function writeOnce(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  try {
    await using handle = await open(draft, 'wx', 0o600)
    await handle.writeFile(text)
    await handle.sync()
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}
