import { BuiltElsewhere, type Comparison, type Phase, type Rebuilt } from '@ventanilla/projections'
import { complain } from './bad-input.ts'
import type { Model } from './models.ts'
import { createPace, type Pace } from './pace.ts'

export interface RebuildFlags {
  json: boolean
  force: boolean
  restart: boolean
}

/** Of a process that Ctrl+C ended, for shells and scripts. */
const INTERRUPTED = 130
/** The model isn't what the facts say, and was left as it is. */
const DIFFERS = 3
/** Another process is at it. */
const BUSY = 4

/** Builds models again, one after another, until Ctrl+C; what was folded by then is kept for the next time. */
export async function rebuildModels(models: readonly Model[], flags: RebuildFlags): Promise<void> {
  const stop = new AbortController()
  const interrupt = () => stop.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const rows = []
  try {
    for (const model of models) {
      const row = await rebuildOne(model, flags, stop.signal)
      if (row === undefined) break
      rows.push(row)
      if (!flags.json) process.stdout.write(said(row))
    }
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
  if (flags.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  if (rows.some(({ promoted }) => !promoted)) process.exitCode ??= DIFFERS
}

type Row = { name: string; version: number; same: boolean; seconds: number } & Rebuilt

async function rebuildOne(
  { name, projector }: Model,
  { json, force, restart }: RebuildFlags,
  signal: AbortSignal,
): Promise<Row | undefined> {
  const start = performance.now()
  try {
    const rebuilt = await projector.rebuild({ force, restart, signal, progress: teller(name, json) })
    return {
      ...{ name, version: projector.projection.version, same: rebuilt.comparison?.same ?? true },
      ...{ seconds: Math.round(performance.now() - start) / 1_000, ...rebuilt },
    }
  } catch (error) {
    if (signal.aborted) {
      process.stderr.write(`${name}: se interrumpió; «rebuild» sigue desde ahí, y «cancel» lo descarta\n`)
      process.exitCode = INTERRUPTED
    } else if (error instanceof BuiltElsewhere) {
      complain(
        { code: 'model-busy', field: 'modelo', detail: `otro proceso construye o canceló ${name}` },
        json,
      )
      process.exitCode = BUSY
    } else throw error
    return undefined
  }
}

function teller(name: string, json: boolean) {
  const pace = createPace(() => performance.now())
  let last: Phase | undefined
  return (phase: Phase, done: number, total: number) => {
    const now = phase === 'folding' ? pace(done, total) : phase === last ? undefined : { done, total }
    last = phase
    if (now === undefined) return
    process.stderr.write(
      json ? `${JSON.stringify({ model: name, phase, ...now })}\n` : `${name}: ${line(phase, now)}\n`,
    )
  }
}

const PHASES = { indexing: 'se hacen los índices', comparing: 'se compara con el que sirve' }

function line(phase: Phase, now: Pace | Pick<Pace, 'done' | 'total'>): string {
  if (phase !== 'folding' || !('perSecond' in now)) return phase === 'folding' ? '' : PHASES[phase]
  const { done, total, perSecond, secondsLeft } = now
  const percent = total === 0 ? 100 : Math.floor((done * 100) / total)
  const rate = perSecond > 0 ? `, ${count(perSecond)} por segundo` : ''
  const left = secondsLeft ? `, faltan unos ${count(secondsLeft)} s` : ''
  return `${count(done)} de ${count(total)} hechos (${percent} %)${rate}${left}`
}

function said({ name, promoted, same, comparison }: Row): string {
  if (same || comparison === undefined) return `${name}: reconstruido, igual que antes\n`
  const { from, to } = comparison
  if (from !== to)
    return `${name}: construida la versión ${to} en lugar de la ${from}\n${differences(comparison)}`
  const what = promoted
    ? 'reconstruido, y CAMBIÓ'
    : 'NO se cambió: lo reconstruido difiere (use --force para cambiarlo)'
  return `${name}: ${what}\n${differences(comparison)}`
}

function differences({
  added,
  removed,
  changed,
  columns,
  newColumns,
  lostColumns,
  keys,
}: Comparison): string {
  const lines = [
    `filas nuevas ${count(added)}, desaparecidas ${count(removed)}, distintas ${count(changed)}`,
    ...Object.entries(columns).map(([column, n]) => `columna ${column}: distinta en ${count(n)}`),
    ...(newColumns.length > 0 ? [`columnas nuevas: ${newColumns.join(', ')}`] : []),
    ...(lostColumns.length > 0 ? [`columnas que ya no están: ${lostColumns.join(', ')}`] : []),
    ...(keys.length > 0 ? [`por ejemplo: ${keys.join(', ')}`] : []),
  ]
  return lines.map((text) => `  ${text}\n`).join('')
}

const count = (n: number) => n.toLocaleString('es-CO')
