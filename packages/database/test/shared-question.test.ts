import { expect, it } from 'vitest'
import { sharedQuestion } from '../src/index.ts'

/** Answers when it is told to, with what it was asked. */
function slow() {
  const asked: (readonly string[])[] = []
  const waiting: PromiseWithResolvers<readonly string[]>[] = []
  const ask = sharedQuestion<string, readonly string[]>((all) => {
    asked.push(all)
    const answer = Promise.withResolvers<readonly string[]>()
    waiting.push(answer)
    return answer.promise
  })
  return { ask, asked, waiting }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1))

it('asks once for all who ask in one turn, and for all who ask while that is on its way', async () => {
  const { ask, asked, waiting } = slow()
  const first = [ask('a'), ask('b')]
  await turn()
  const second = [ask('c')]
  await turn()
  second.push(ask('d'))
  await turn()
  expect(asked).toEqual([['a', 'b']])
  waiting[0]?.resolve(['one'])
  expect(await Promise.all(first)).toEqual([['one'], ['one']])
  await turn()
  expect(asked).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  waiting[1]?.resolve(['two'])
  expect(await Promise.all(second)).toEqual([['two'], ['two']])
})

it('fails those whom it could not answer, and nobody after them', async () => {
  const { ask, waiting } = slow()
  const first = ask('a')
  await turn()
  const second = ask('b')
  waiting[0]?.reject(new Error('away'))
  await expect(first).rejects.toThrow('away')
  await turn()
  waiting[1]?.resolve(['there'])
  expect(await second).toEqual(['there'])
})
