import { bogotaDate, bogotaTime } from '@ventanilla/calendar'
import { type PriorityStep, type Procedure, priorityWord } from '@ventanilla/procedures'
import { termInWords } from '@ventanilla/terms'
import type { TrialStep } from './run-trial.ts'

type Clock = TrialStep['clocks'][number]
type Standing = NonNullable<TrialStep['standing']>

/** Each step for people: what happened, or why it didn't, and what can happen next. */
export function printedTrial(steps: readonly TrialStep[], { levels, tasks }: Procedure): string {
  const levelName = (level?: number) => levels.find((one) => one.level === level)?.name ?? ''
  const taskName = (id: string) => tasks.find((one) => one.id === id)?.name ?? id
  return steps
    .map((step) => {
      const { fact, at, refused, told, standing, clocks } = step
      const title = `${when(at)}  ${fact === undefined ? systemWords(step) : `hecho ${fact}, ${step.type}`}`
      const lines = [
        ...(refused ? [refusedWords(refused)] : told.flatMap(toldWords)),
        ...(standing && !refused ? standingWords(standing, levelName) : []),
        ...(standing && !refused ? taskWords(standing, taskName) : []),
        ...(refused ? [] : clocks.map(clockWords)),
      ]
      return `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`
    })
    .join('\n')
}

/** A field is named as the file of facts calls it. */
function refusedWords({ code, title, field, detail }: NonNullable<TrialStep['refused']>): string {
  const where = field === undefined ? '' : `, ${field.replace(/^body\./, '')}`
  return `NO se hace (${code}${where}): ${detail ?? `${title}.`}`
}

function systemWords({ type, mark }: TrialStep): string {
  if (mark !== undefined) return `el sistema, por el escalón ${mark.rung ?? 'fin'} del término ${mark.clock}`
  return type === 'system' ? 'el sistema' : 'hasta aquí'
}

function toldWords({ type, data }: TrialStep['told'][number]): string[] {
  const { from, to, reason, area, level, outcome, on, is, ground } = data as Record<
    string,
    string | number | undefined
  >
  const name = type.split('.').at(-2)
  if (name === 'CaseMoved') return [`${from} → ${to}: «${reason}»`]
  if (name === 'CaseAssigned') return [`se asigna a ${area}, nivel ${level}`]
  if (name === 'CaseAnswered') return [`queda respondido el ${on}${outcome ? `: ${outcome}` : ''}`]
  if (name === 'CaseClassified') return [`queda clasificado${outcome ? `: ${outcome}` : ''}`]
  if (name === 'CasePrioritySet')
    return [`la prioridad ${priorityWord[is as PriorityStep]}${ground ? `: ${ground}` : ''}`]
  return name === 'MessageSent' ? ['el servidor de correo recibió el mensaje'] : []
}

function standingWords(standing: Standing, levelName: (level?: number) => string): string[] {
  const { stateName, moves, waits } = standing
  const { area, level, final } = standing.case
  const lines = [
    `Estado: ${stateName}${final ? ' (final)' : ''}. Atiende ${area}, nivel ${level} (${levelName(level)}).`,
  ]
  if (moves.length > 0) lines.push('Se puede:')
  for (const { transition, to, reason, lacks } of moves) {
    const missing = lacks.map(({ code, about }) => (about === undefined ? code : `${code} «${about}»`))
    const needs = missing.length > 0 ? `; falta ${[...new Set(missing)].join(', ')}` : ''
    lines.push(`  ${transition} → ${to}: «${reason}»${needs}`)
  }
  for (const { to, reason, at } of waits) lines.push(`El sistema lo pasa a ${to} el ${when(at)}: «${reason}»`)
  return lines
}

function taskWords({ case: { tasks = [] } }: Standing, nameOf: (id: string) => string): string[] {
  return tasks.map(({ task, area, outside, status, due, endedOn }) => {
    const how = status === 'answered' ? 'se respondió' : 'se retiró'
    const said = status === 'open' ? `se espera hasta el ${due}` : `${how} el ${endedOn}`
    return `Tarea «${nameOf(task)}», de ${area ?? outside}: ${said}.`
  })
}

const states: Readonly<Record<Clock['state'], string>> = {
  running: 'corre',
  breached: 'vencido',
  paused: 'suspendido',
  met: 'cumplido',
  cancelled: 'terminado sin respuesta',
}

function clockWords({ clock, name, amount, unit, state, due, late, passed }: Clock): string {
  const term = termInWords(amount, unit as Parameters<typeof termInWords>[1])
  const day = due === null ? '' : `, vence el ${due}`
  const marks = passed.map(({ rung, at }) => `${rung ?? 'fin'} el ${when(at)}`).join(', ')
  const judged = late ? ', fuera de término' : ''
  return `Término ${clock}${name === null ? '' : ` (${name})`}: ${term}, ${states[state]}${judged}${day}${marks && `; pasó ${marks}`}.`
}

function when(at: string): string {
  return `${bogotaDate(at)} ${bogotaTime(at).slice(0, 5)}`
}
