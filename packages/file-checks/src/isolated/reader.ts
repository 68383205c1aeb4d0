import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { checkHere } from '../check-here.ts'
import { held } from '../source.ts'
import { Unreadable } from '../unreadable.ts'
import type { Answer, Assignment } from './order.ts'
import { CONTENT_FD, RESULT_FD } from './worker-channel.ts'

/*
 * The process that reads one file, from standard input, and ends. Whatever the file does to it, nobody else is in it:
 * a thread beside it watches how much memory and processor time it takes, and kills it when that is too much.
 */
const { order, bounds } = JSON.parse(process.argv[2] ?? '') as Assignment
const watch = new Worker(new URL('./watch.ts', import.meta.url), { workerData: bounds })
watch.unref()

// A parser of others may let a promise go that nobody waits for, and then never end what is waited for: the process runs
// out of things to do, and says what is left to say.
process.on('unhandledRejection', () => {})
let answered = false
process.on('exit', () => {
  if (!answered) answer({ unreadable: { code: 'file-damaged', detail: 'El archivo está dañado.' } })
})
const came = await answerOf().catch((error: unknown) => {
  // A fault of ours, and no finding: whoever asked is told by what it writes.
  answered = true
  throw error
})
answer(came)
process.exit(0)

async function answerOf(): Promise<Answer> {
  if (order.do === 'check') return { checked: await checkHere(process.stdin, order, bounds) }
  try {
    const { cleanDocument } = await import('../document/clean-document.ts')
    const cleaning = await cleanDocument(await held(process.stdin, bounds.heldBytes), bounds)
    if ('notCleaned' in cleaning) return cleaning
    writeWhole(CONTENT_FD, cleaning.content)
    return { record: cleaning.record }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { unreadable: { code: error.code, detail: error.detail } }
  }
}

function answer(what: Answer): void {
  answered = true
  writeWhole(RESULT_FD, Buffer.from(JSON.stringify(what)))
}

/** A pipe takes what it has room for, and says when it has none. */
function writeWhole(fd: number, content: Buffer): void {
  for (let at = 0; at < content.length; ) {
    try {
      at += writeSync(fd, content, at)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}
