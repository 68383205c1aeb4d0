/** One row of the table: ours against a baseline, in the same run, on the same machine. */
export interface Bench {
  name: string
  what: string
  unit: string
  /** Below this ratio the row fails. */
  gate: number
  aim: number
  open(): Promise<{ ours(): Promise<number>; baseline(): Promise<number>; close(): Promise<void> }>
}

export interface Result {
  name: string
  ratio: number
  min: number
  max: number
  gate: number
  aim: number
  ours: number
  baseline: number
  unit: string
}

/** A B A B …, so that a slow minute of the machine falls on both. Medians, and the range of the ratios. */
export async function measure(bench: Bench, rounds: number, told: (line: string) => void): Promise<Result> {
  const { ours, baseline, close } = await bench.open()
  const runs: { ours: number; baseline: number; ratio: number }[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const b = await baseline()
      const a = await ours()
      runs.push({ ours: a, baseline: b, ratio: a / b })
      told(
        `  ${bench.name} ${round + 1}/${rounds}: ${Math.round(a)} / ${Math.round(b)} = ${(a / b).toFixed(2)}`,
      )
    }
  } finally {
    await close()
  }
  const ratios = runs.map(({ ratio }) => ratio)
  return {
    name: bench.name,
    ratio: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    gate: bench.gate,
    aim: bench.aim,
    ours: median(runs.map((run) => run.ours)),
    baseline: median(runs.map((run) => run.baseline)),
    unit: bench.unit,
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1)
  return (low + high) / 2
}
