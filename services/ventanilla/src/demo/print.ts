import type { Topology } from '../topology.ts'
import type { Progress } from './demo.ts'
import type { Summary } from './summary.ts'

const number = new Intl.NumberFormat('es-CO')

/** Progress on stderr: one line that is written over on a terminal, now and then a line elsewhere. */
export function printProgress(stream: NodeJS.WriteStream, elapsedMs: () => number): Progress {
  let last = Number.NEGATIVE_INFINITY
  let open = false
  const line = (text: string) => {
    stream.write(`${open ? '\r\x1b[K' : ''}${text}\n`)
    open = false
  }
  return {
    step: line,
    count(done, total, about) {
      const now = elapsedMs()
      const every = stream.isTTY ? 100 : 5_000
      if (now - last < every && done < total) return
      last = now
      const percent = Math.floor((done / total) * 100)
      const text = `  ${about}  ${number.format(done)} de ${number.format(total)} hechos (${percent} %)`
      if (!stream.isTTY) return line(text)
      stream.write(`\r\x1b[K${text}`)
      open = true
    },
  }
}

/** The summary for people. */
export function printSummary(summary: Summary, dataDir: string, topology: Topology): string {
  const { filings, due, answers, messages, extracts } = summary
  const answered = answers.inTime + answers.late
  const rows: [string, string][] = [
    [
      'Radicaciones',
      `${number.format(filings.accepted)} nuevas, ${number.format(filings.repeated)} ya radicadas, ${number.format(filings.refused)} rechazadas`,
    ],
    [
      'Vencimientos',
      `${number.format(due.compared)} comparados con el oficial, ${number.format(due.differing)} distintos`,
    ],
    [
      'Respuestas',
      `${number.format(answered)}: ${number.format(answers.inTime)} a tiempo, ${number.format(answers.late)} tarde; abiertos: ${number.format(answers.open)}`,
    ],
    [
      'Correos',
      `${number.format(messages.requested)} pedidos, ${number.format(messages.sent)} enviados, ${number.format(messages.received)} recibidos`,
    ],
    ['Extractos', extracts.map(({ file }) => file).join(', ') || 'ninguno'],
    ['Huella', summary.digest.slice(0, 16)],
    ['Duración', `${number.format(summary.seconds)} s`],
  ]
  const missing = messages.requested - Math.min(messages.sent, messages.received)
  const lists = [
    ...(missing > 0
      ? ['', `Faltan por llegar ${number.format(missing)} correos: vea /v1/messages con «make up».`]
      : []),
    ...list(
      'Filas que no se pudieron radicar',
      filings.refusals,
      ({ line, code, reason }) => `línea ${line}: ${reason} [${code}]`,
    ),
    ...list(
      'Prórrogas y respuestas que no se pudieron registrar',
      filings.untold,
      ({ line, code, reason }) => `línea ${line}: ${reason} [${code}]`,
    ),
    ...list(
      'Hechos que otro sistema registró y una regla no admite',
      filings.flagged,
      ({ row, code }) => `fila ${row}: ${code}`,
    ),
    ...list(
      'Vencimientos distintos',
      due.differences,
      ({ row, official, computed }) => `fila ${row}: oficial ${official}, calculado ${computed ?? 'ninguno'}`,
    ),
  ]
  return [
    '',
    ...rows.map(([name, text]) => `${name.padEnd(14)} ${text}`),
    ...lists,
    '',
    'Para seguir:',
    `  ${dataDir}/demo/summary.json   este resumen, para programas`,
    `  ${dataDir}/mail/               los correos, uno por archivo`,
    `  make up ${topology === 'embedded' ? '' : `TOPOLOGY=${topology} `}DATA=${dataDir}   los servicios sobre estos datos, con su documentación en /docs`,
    '  npx pnpm@12 ventanilla due --received 2026-11-22T10:00 --term 15   un vencimiento, día por día',
    '',
  ].join('\n')
}

const SHOWN = 10

function list<T>(title: string, items: readonly T[], text: (item: T) => string): string[] {
  if (items.length === 0) return []
  const more =
    items.length > SHOWN ? [`  … y ${number.format(items.length - SHOWN)} más en summary.json`] : []
  return ['', `${title}:`, ...items.slice(0, SHOWN).map((item) => `  ${text(item)}`), ...more]
}
