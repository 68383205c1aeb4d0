import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that all test processes of this user share, kept between runs. @throws when somebody else owns it. */
export async function sharedFolder(name: string): Promise<string> {
  const uid = process.getuid?.() ?? 0
  const dir = join(tmpdir(), `ventanilla-test-${name}-${uid}`)
  await mkdir(dir, { recursive: true })
  // The temporary folder is everybody's: a link or a folder that another user laid there would get our data.
  const made = await lstat(dir)
  if (!made.isDirectory() || made.uid !== uid)
    throw new Error(`${dir} is not a folder of this user: remove it`)
  return dir
}
