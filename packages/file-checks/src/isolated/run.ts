import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { buffer, json, text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { ByteSource } from '../source.ts'
import type { Answer, Assignment } from './order.ts'

const reader = fileURLToPath(new URL('./reader.ts', import.meta.url))

export interface Run {
  readonly answer: Answer
  readonly content: Buffer
  readonly file: { readonly sha256: string; readonly bytes: number }
}

/**
 * Has a process of its own read a file, and waits for its end. What the file measures is measured here, on the way, so
 * that it is known of one that could not be read as well.
 */
export async function run(source: ByteSource, assignment: Assignment): Promise<Run> {
  // More than it may take is seen by the watching thread first; this is the wall behind it.
  const heap = Math.ceil(assignment.bounds.memoryBytes / 2 ** 20)
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${heap}`, reader, JSON.stringify(assignment)],
    {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH },
    },
  )
  const [stdin, , stderr, result, content] = child.stdio as unknown as [
    Writable,
    null,
    Readable,
    Readable,
    Readable,
  ]
  const closed = once(child, 'close')
  const said = text(stderr)
  const answered = json(result).catch(() => undefined) as Promise<Answer | undefined>
  const cleaned = buffer(content)
  // Whichever of them fails first is thrown below; the others are not to fail unheard.
  const everything = Promise.allSettled([closed, said, answered, cleaned])
  try {
    const file = await feed(source, stdin)
    await closed
    const answer = (await answered) ?? outOfMemory(await said)
    if (!answer)
      throw new Error(`the process that read a file ended without an answer: ${(await said).slice(-2000)}`)
    return { answer, content: await cleaned, file }
  } finally {
    // Only where the source broke off: a process that has ended can't be killed.
    child.kill('SIGKILL')
    await everything
  }
}

function outOfMemory(said: string): Answer | undefined {
  return said.includes('heap out of memory') ? { stopped: 'memory' } : undefined
}

/** Hands the file on as fast as it is taken. Who has seen enough ends before it is over, and that is no fault. */
async function feed(source: ByteSource, stdin: Writable): Promise<Run['file']> {
  const hash = createHash('sha256')
  let bytes = 0
  let taken = true
  // One listener for all waits: a listener each would add up over a long file.
  let goOn = () => {}
  const end = () => {
    taken = false
    goOn()
  }
  stdin.on('drain', () => goOn())
  stdin.on('error', end)
  stdin.on('close', end)
  for await (const chunk of source) {
    hash.update(chunk)
    bytes += chunk.byteLength
    if (!taken || stdin.write(chunk)) continue
    await new Promise<void>((resolve) => {
      goOn = resolve
    })
  }
  stdin.end()
  return { sha256: hash.digest('hex'), bytes }
}
