/**
 * One question for all who ask in the same turn of the event loop, or while another one is on its way; each is asked
 * only after whoever it answers has asked. @param ask is given what they ask for
 */
export function sharedQuestion<Asked, Answer>(
  ask: (asked: readonly Asked[]) => Promise<Answer>,
): (asked: Asked) => Promise<Answer> {
  let next: { asked: Asked[]; answer: Promise<Answer> } | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function begin(asked: readonly Asked[], before: Promise<unknown>): Promise<Answer> {
    await new Promise((resolve) => setImmediate(resolve))
    await before
    next = undefined
    return ask(asked)
  }

  return (one) => {
    if (!next) {
      const asked: Asked[] = []
      const answer = begin(asked, last)
      last = answer.catch(() => {})
      next = { asked, answer }
    }
    next.asked.push(one)
    return next.answer
  }
}
