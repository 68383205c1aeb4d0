import { chmod, mkdir } from 'node:fs/promises'

/** Makes a folder that the server's user can pass through, whatever our umask. */
export async function publicFolder(dir: string): Promise<void> {
  const made = await mkdir(dir, { recursive: true })
  if (made !== undefined) await chmod(dir, 0o755)
}
