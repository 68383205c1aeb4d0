import { once } from 'node:events'
import { expect, it } from 'vitest'
import { message, unhurried } from '../src/http/event-stream.ts'

async function* endless(produced: { bytes: number }) {
  for (;;) {
    const chunk = 'x'.repeat(10_000)
    produced.bytes += chunk.length
    yield chunk
  }
}

it('a reader who takes nothing is cut off, and nothing is produced for them', async () => {
  const produced = { bytes: 0 }
  const stream = unhurried(() => endless(produced), 30)
  stream.read(0) // as a pipe does at first
  const [error] = await once(stream, 'error')
  expect(error.message).toContain('does not read')
  expect(stream.destroyed).toBe(true)
  expect(produced.bytes).toBeLessThan(200_000)
})

it('a reader who takes what there is stays, however long there is nothing', async () => {
  async function* slow() {
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      yield `${i}`
    }
  }
  let text = ''
  for await (const chunk of unhurried(slow, 10)) text += chunk
  expect(text).toBe('012')
})

it('who produces is told at once when the reader has gone', async () => {
  async function* waiting(signal: AbortSignal) {
    yield 'x'
    await once(signal, 'abort')
  }
  const stream = unhurried(waiting, 1_000)
  await once(stream, 'data')
  stream.destroy()
  await once(stream, 'close')
})

it('a message is a line for each field and an empty one', () => {
  expect(message('case', 7, { caseId: 'a\nb' })).toBe('id: 7\nevent: case\ndata: {"caseId":"a\\nb"}\n\n')
})
