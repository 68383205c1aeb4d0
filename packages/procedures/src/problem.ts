/** What may be wrong with a definition, by code. The text is how the reference explains it. */
export const problemCodes = {
  'invalid-yaml': 'the text is not YAML (indentation, quotes, a key written twice)',
  'invalid-shape': 'a field is missing, unknown or of another form',
  'duplicate-id': 'two things of one list have the same id',
  'duplicate-reason': 'two transitions between the same two states give the same reason',
  'duplicate-version': 'two files of the entity hold the same version of one procedure',
  'overlapping-validity': 'two versions of one procedure are in force on the same day',
  'unknown-state': 'a transition names a state that does not exist',
  'unknown-initial': 'the initial state does not exist',
  'unreachable-state': 'no chain of transitions leads from the initial state to this one',
  'dead-end': 'a state that is not final has no way out',
  'no-way-to-end': 'from this state no final state can be reached',
  'final-clock-runs': 'a final state must have its clock ended',
  'clock-ends-unanswered':
    'the term may end only by an answer, a closing, a transfer, a withdrawal or an annulment; never by an acknowledgement',
  'reopens-missing': 'a move back into a running or stopped term must say what happens to the term',
  'reopens-misplaced':
    'the move does not come back from an ended term, so it cannot say how the term goes on',
  'law-unknown': 'no regime of the law has that name',
  'law-parameter': 'the regime has no such parameter, or not with that value',
  'law-uncountable':
    'a procedure counts days and months from the day after reception, and the regime does not',
  'term-needs-law': 'the term is in months or hours, and the kind names no law that counts them',
  'law-term': 'the term is not the one that the regime says',
  'asks-misplaced': 'only a move into a stopped term asks the petitioner for something',
  'tacit-misplaced': 'only a withdrawal can be tacit',
  'after-needs-system': 'only the engine waits: a transition with `after` is made by the system',
  'assigns-lost':
    'what the engine makes at once gives the case to nobody: a person, or a time that passes, does',
  'answer-without-outcome': 'an answer must say which outcomes it may record',
  'unknown-form': 'the form is not in `forms`',
  'unknown-field': 'the form has no other field of that name, or none of the type that is needed there',
  'condition-idle':
    'the field is mandatory anyway, or the other one can’t have the value that is named, or hangs from a sensitive ' +
    'one, or is sensitive in the form of a kind, which is looked at when its values are in the vault',
  'empty-range': 'nothing lies between the least and the most that a field takes',
  'pattern-invalid': 'the pattern is no regular expression, or may take for ever on what somebody sends',
  'guard-pointless': 'in this procedure the guard can never be fulfilled, or never lacks anything',
  'four-eyes-idle': 'the other move is this one, is made by the engine, or never comes before it',
  'system-asks': 'what the engine makes asks for no form, guard or second person',
  'priority-misplaced':
    'the engine decides of no priority, and none is refused or taken back that no move asks for or grants',
  'task-pause-idle': 'the move that a task names does not stop the term',
  'template-missing': 'the file with the text of a letter is not there',
  'template-unapproved': 'the letter was approved after the first day of this version',
  'blank-unknown': 'the text of a letter leaves something open that nobody fills in',
  'indicator-unit': 'the indicator is in another unit than its formula',
  'indicator-denominator':
    'an indicator is counted over a number that its formula doesn’t take, or lacks the one it needs',
  'indicator-field':
    'what it counts is no number or yes-no of a form, or from what value on it counts is missing or idle',
  'indicator-target': 'the target can’t be reached: there is no more than a hundred per cent',
  'unknown-outcome': 'the outcome is not in `outcomes`',
  'unknown-evidence': 'the evidence is not in `evidence`',
  'unknown-regime': 'the regime is not in `regimes`',
  'unknown-kind': 'the kind is not in `kinds`',
  'unknown-channel': 'the channel is not in `channels`',
  'unknown-level': 'the level is not in `levels`',
  'unknown-area': 'the entity has no such area',
  'unknown-product': 'the entity has no such product',
  'unknown-theme': 'the entity has no such theme',
  'no-default-rule': 'the last rule of the typification must have no condition',
  'default-not-last': 'a rule without condition hides all that follow it',
  'level-not-misional': 'the area is not marked misional and the level is only for those that are',
  'level-not-for-kind': 'a rule sends to a mission area a kind that may not be escalated',
  'clock-name-taken': 'the name belongs to the clock of the term that a kind sets',
  'unknown-transition': 'the transition is not in `transitions`',
  'leaving-misplaced': 'a clock that starts with the case starts with no level or state that could be left',
  'clock-never-met': 'nothing that fulfils the clock can happen after what it starts with',
  'acknowledgement-once':
    'a receipt is sent once for each case, whatever the case waits for: a clock that it fulfils starts with the case, never pauses, and stays ended',
  'distribution-weightless': 'neither skill nor load counts, so nobody is preferred to anybody',
  'ladder-out-of-order': 'a rung comes before the one that is written above it',
  'option-unknown': 'the value of a parameter is not among its options',
  'empty-window': 'the reception window ends before it starts',
  'missing-file': 'the folder of an entity must hold entity.yaml and at least one procedure',
} as const

export type ProblemCode = keyof typeof problemCodes
export type Path = readonly (string | number)[]

export interface Problem {
  code: ProblemCode
  path: Path
  /** Spanish, for the owner of the process. */
  detail: string
}

export interface LocatedProblem {
  code: ProblemCode
  /** As an owner reads it: `transitions[3].to`; empty for the whole file. */
  path: string
  /** 1-based. */
  line: number
  /** 1-based, in UTF-16 units. */
  column: number
  detail: string
}

export function pathText(path: Path): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join('')
}

/** A definition that can't be used. `line`, `path`, `code` and `detail` are those of its first problem. */
export class ProcedureError extends Error {
  readonly problems: readonly LocatedProblem[]
  readonly file: string | undefined
  readonly code: ProblemCode
  readonly line: number
  readonly path: string
  readonly detail: string
  /** A mistake of who configures: a process that meets it at start ends so. */
  readonly exitCode = 2

  constructor(first: LocatedProblem, others: readonly LocatedProblem[] = [], file?: string) {
    const problems = [first, ...others]
    super(
      problems
        .map((p) => `${file ?? 'definición'}:${p.line}: ${p.path && `${p.path}: `}${p.detail}`)
        .join('\n'),
    )
    this.name = 'ProcedureError'
    this.problems = problems
    this.file = file
    this.code = first.code
    this.line = first.line
    this.path = first.path
    this.detail = first.detail
  }
}
