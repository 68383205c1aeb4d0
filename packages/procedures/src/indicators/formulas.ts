/**
 * What an indicator may count, over the cases received in a period. Reporting has the expression of each, with its
 * version, under the same name; a test of its own holds the two together. What `compares` is `received` held against the
 * period before, or against a number that the entity states; what `counts` a field is over what people answered in it.
 */
export const formulas = {
  received: { unit: 'casos', means: 'cases received' },
  answered: { unit: 'casos', means: 'of them, those answered on the substance' },
  inTime: { unit: 'casos', means: 'answered by the day on which they were due' },
  late: { unit: 'casos', means: 'answered after it' },
  endedOtherwise: { unit: 'casos', means: 'ended without an answer: withdrawn, transferred, annulled' },
  merged: { unit: 'casos', means: 'not answered, since another case goes on for them' },
  open: { unit: 'casos', means: 'neither answered nor ended' },
  openLate: { unit: 'casos', means: 'open, and due before today' },
  timeliness: { unit: '%', means: 'answered in time, of a hundred answered with a term' },
  answeredShare: { unit: '%', means: 'answered on the substance, of a hundred received' },
  averageDays: { unit: 'días calendario', means: 'days from reception to answer, on average' },
  extended: { unit: 'casos', means: 'cases whose term was extended' },
  escalationEffectiveness: {
    unit: '%',
    means:
      'answered in time at the highest level that they came to, of a hundred answered that left the first one',
  },
  prioritized: { unit: 'casos', means: 'cases that have priority' },
  prioritizedTimeliness: {
    unit: '%',
    means: 'answered in time, of a hundred that have priority and were answered with a term',
  },
  decrease: {
    unit: '%',
    compares: 'period',
    means: 'how many fewer were received than in the period before, in percent',
  },
  rated: { unit: 'casos', counts: 'field', means: 'cases in which the field of the form was answered' },
  averageRating: { unit: 'puntos', counts: 'field', means: 'what the field says, on average' },
  satisfied: {
    unit: '%',
    counts: 'field',
    means: 'cases in which the field says `atLeast` or more, or yes, of a hundred in which it was answered',
  },
  share: { unit: '%', compares: 'denominator', means: 'cases received, for a hundred of what `of` names' },
} as const satisfies Readonly<Record<string, FormulaOf>>

export interface FormulaOf {
  unit: 'casos' | '%' | 'días calendario' | 'puntos'
  means: string
  compares?: 'period' | 'denominator'
  /** It counts what a field of a form says, and not the case. */
  counts?: 'field'
}

/** By what reporting breaks them down. */
export const dimensions = ['kind', 'channel', 'area', 'theme', 'level', 'product', 'point'] as const

export type Formula = keyof typeof formulas
