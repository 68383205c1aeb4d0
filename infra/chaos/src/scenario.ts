/** One thing that must hold, whatever happens meanwhile. */
export interface Scenario {
  name: string
  what: string
  /** A control breaks a promise on purpose: it must be found out. */
  control?: true
  run(context: Context): Promise<Outcome>
}

export interface Context {
  /** A folder of its own. */
  dataDir: string
  short: boolean
  random(): number
  say(line: string): void
}

export interface Outcome {
  /** What was found to be wrong; empty = it held. */
  faults: readonly string[]
  figures: Readonly<Record<string, number | string>>
}

export interface Verdict {
  name: string
  control: boolean
  /** Of a control: that its fault was found. */
  held: boolean
  seconds: number
  faults: readonly string[]
  figures: Readonly<Record<string, number | string>>
}

const FAULTS_SHOWN = 20

export async function judge(scenario: Scenario, context: Context): Promise<Verdict> {
  const began = performance.now()
  const { faults, figures } = await scenario.run(context).catch((error: unknown) => ({
    // A control is found out by what it did, never by an accident on the way.
    faults: scenario.control ? [] : [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    figures: { error: error instanceof Error ? error.message : String(error) },
  }))
  const control = scenario.control === true
  return {
    ...{ name: scenario.name, control },
    held: control ? faults.length > 0 : faults.length === 0,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    faults: faults.slice(0, FAULTS_SHOWN),
    figures: { ...figures, faults: faults.length },
  }
}
