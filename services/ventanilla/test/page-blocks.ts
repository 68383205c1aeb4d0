import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'

export interface Ran {
  /** The commands as the page has them. */
  block: string
  /** What they wrote to stdout. */
  said: string
}

/** The `sh` blocks of a page, in order. */
export async function shBlocks(page: URL): Promise<string[]> {
  const text = await readFile(page, 'utf8')
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
}

/**
 * Runs blocks in one bash, as a reader would in one terminal: what one sets the next one sees, and the first
 * command that fails ends it.
 * @param instead what stands in the page → what it is here (an address, a folder)
 * @param options `before` is run first and `cwd` is where, as if the reader's terminal were so
 * @throws with what bash complained of and the block it was in
 */
export async function runBlocks(
  blocks: readonly string[],
  instead: Readonly<Record<string, string>>,
  { before = '', cwd }: { before?: string; cwd?: string } = {},
): Promise<Ran[]> {
  const here = (text: string) =>
    Object.entries(instead).reduce((changed, [from, to]) => changed.replaceAll(from, to), text)
  const script = blocks.map((block, index) => `echo; echo '${MARK}${index}'\n${here(block)}`).join('\n')
  const { code, stdout, stderr } = await bash(`${before}\n${script}`, cwd)
  const said = stdout.split(new RegExp(`\\n${MARK}\\d+\\n`)).slice(1)
  const last = said.length - 1
  if (code !== 0) throw new Error(`ended with ${code} in:\n${blocks[last]}\n${said[last]}\n${stderr}`)
  return blocks.map((block, index) => ({ block, said: said[index] ?? '' }))
}

const MARK = '=== block '

function bash(
  script: string,
  cwd: string | undefined,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}
