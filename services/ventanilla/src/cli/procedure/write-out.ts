import { writeFile } from 'node:fs/promises'
import { complain } from '../bad-input.ts'
import { say } from '../steady-output.ts'

/** Writes to the file that was asked for, or to stdout. */
export async function writeOut(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) return say(text)
  try {
    await writeFile(out, text)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    complain({ code: 'out-unwritable', field: 'out', detail: `no se pudo escribir ${out} (${code})` }, false)
  }
}
