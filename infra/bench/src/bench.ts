import { cpuSeconds } from './cpu.ts'

/** One row of the table: ours against a baseline, in the same run, on the same machine. */
export interface Bench {
  name: string
  what: string
  /** Of the two figures: `appends/s`, `ms`, `MiB`. */
  unit: string
  /** A rate is better when higher, a latency or a size when lower. */
  better: 'higher' | 'lower'
  /** The ratio ours / baseline that the row must reach (`higher`) or stay under (`lower`), or it fails. */
  gate: number
  aim: number
  /** A mark in the row's unit that ours must reach too, where a number is promised and not only a ratio. */
  floor?: number
  /** What keeps it from the aim, as measured: printed beside a miss. */
  limits: string
  open(): Promise<Opened>
}

export interface Opened {
  ours(): Promise<Run>
  baseline(): Promise<Run>
  /** After each of the two, and no part of it: what has to be put in order before the next. */
  rest?(): Promise<void>
  /** Servers that work for it, by pid, whose processor time counts; this process, its children and PostgreSQL do anyway. */
  servers?: readonly number[]
  /** Versions and settings that the figures depend on, beside those of the machine. */
  settings?: Readonly<Record<string, string | number>>
  close(): Promise<void>
}

export interface Run {
  /** In the row's unit. */
  value: number
  /** How many operations it took, for the processor time of each. */
  operations: number
}

export interface Result {
  name: string
  ratio: number
  min: number
  max: number
  gate: number
  aim: number
  floor?: number
  ours: number
  baseline: number
  unit: string
  better: Bench['better']
  /** Processor seconds of one operation, of everybody who worked for it; absent where the system doesn't tell. */
  cpu?: { ours: number; baseline: number }
  limits: string
  settings: Readonly<Record<string, string | number>>
}

type Timed = Run & { cpu: number | undefined }

/**
 * A B A B …, so that a slow minute of the machine falls on both. Medians, and the range of the ratios.
 * @param postgres the pid of the server that both run against
 */
export async function measure(
  bench: Bench,
  rounds: number,
  postgres: readonly number[],
  told: (line: string) => void,
): Promise<Result> {
  const { ours, baseline, servers = [], settings = {}, rest, close } = await bench.open()
  const timed = async (run: () => Promise<Run>): Promise<Timed> => {
    const before = cpuSeconds([process.pid, ...postgres, ...servers])
    const { value, operations } = await run()
    const after = cpuSeconds([process.pid, ...postgres, ...servers])
    await rest?.()
    const known = before !== undefined && after !== undefined && operations > 0
    return { value, operations, cpu: known ? (after - before) / operations : undefined }
  }
  const runs: { ours: Timed; baseline: Timed }[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const b = await timed(baseline)
      const a = await timed(ours)
      runs.push({ ours: a, baseline: b })
      told(
        `  ${bench.name} ${round + 1}/${rounds}: ${figure(a.value)} / ${figure(b.value)} = ${figure(a.value / b.value)}`,
      )
    }
  } finally {
    await close()
  }
  return { ...resultOf(bench, runs), settings }
}

function resultOf(
  { name, gate, aim, floor, unit, better, limits }: Bench,
  runs: readonly { ours: Timed; baseline: Timed }[],
): Omit<Result, 'settings'> {
  const ratios = runs.map(({ ours, baseline }) => ours.value / baseline.value)
  const cpu = runs.flatMap(({ ours, baseline }) =>
    ours.cpu === undefined || baseline.cpu === undefined ? [] : [{ ours: ours.cpu, baseline: baseline.cpu }],
  )
  return {
    name,
    ratio: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    gate,
    aim,
    ...(floor !== undefined && { floor }),
    ours: median(runs.map(({ ours }) => ours.value)),
    baseline: median(runs.map(({ baseline }) => baseline.value)),
    unit,
    better,
    ...(cpu.length > 0 && {
      cpu: {
        ours: median(cpu.map(({ ours }) => ours)),
        baseline: median(cpu.map(({ baseline }) => baseline)),
      },
    }),
    limits,
  }
}

/** How a row came out. What can't be compared (no baseline, nothing measured) has reached nothing. */
export function verdict({
  ratio,
  gate,
  aim,
  floor,
  ours,
  better,
}: Pick<Result, 'ratio' | 'gate' | 'aim' | 'floor' | 'ours' | 'better'>): Verdict {
  const reached = (value: number, mark: number) => (better === 'higher' ? value >= mark : value <= mark)
  if (floor !== undefined && !reached(ours, floor)) return 'missed'
  return reached(ratio, aim) ? 'aim' : reached(ratio, gate) ? 'gate' : 'missed'
}

export type Verdict = 'aim' | 'gate' | 'missed'

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1)
  return (low + high) / 2
}

/** Three digits of what is small, none after the point of what is large. */
export function figure(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
