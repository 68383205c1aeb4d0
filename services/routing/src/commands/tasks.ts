import { bogotaDate } from '@ventanilla/calendar'
import { deriveId } from '@ventanilla/event-log'
import { defined } from '../domain/defined.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changeCase } from './change-case.ts'
import { textOf } from './keep-texts.ts'
import { personOf } from './person.ts'

export interface TaskAsked {
  task: string
  area?: string
  outside?: string
  note: string
}

/** Something is asked of somebody else for a case; the id of it derives from the request. */
export function openTask(deps: ChangeDeps, asked: Asked, { note, ...said }: TaskAsked): Promise<Changed> {
  const now = deps.clock.now()
  const by = personOf(asked.caller)
  return changeCase(deps, asked, (_, rules, seed) => {
    const noteRef = deriveId(seed, 'case-note')
    const about = { ...said, ...rules, ...defined({ by }), noteRef, on: bogotaDate(now) }
    return {
      command: { type: 'OpenTask', taskId: deriveId(seed, 'task'), ...about },
      at: now,
      texts: textOf(seed, 'case-note', note),
    }
  })
}

export interface TaskAnswer {
  evidence: readonly string[]
  note?: string
}

export function answerTask(
  deps: ChangeDeps,
  asked: Asked,
  taskId: string,
  { evidence, note }: TaskAnswer,
): Promise<Changed> {
  const now = deps.clock.now()
  const by = personOf(asked.caller)
  return changeCase(deps, asked, (_, __, seed) => {
    const texts = textOf(seed, 'case-note', note)
    const about = { taskId, evidence, on: bogotaDate(now), ...defined({ by, noteRef: texts[0]?.ref }) }
    return { command: { type: 'AnswerTask', ...about }, at: now, texts }
  })
}

export function withdrawTask(deps: ChangeDeps, asked: Asked, taskId: string, note: string): Promise<Changed> {
  const now = deps.clock.now()
  const by = personOf(asked.caller)
  return changeCase(deps, asked, (_, __, seed) => {
    const noteRef = deriveId(seed, 'case-note')
    const about = { taskId, noteRef, on: bogotaDate(now), ...defined({ by }) }
    return {
      command: { type: 'WithdrawTask', ...about },
      at: now,
      texts: textOf(seed, 'case-note', note),
    }
  })
}
