import { z } from 'zod'
import {
  caseId,
  flags,
  instant,
  localDate,
  outcome,
  recordedBy,
  termFields,
  termUnit,
  textRef,
  word,
} from '../shapes.ts'

/** A point on a term's way: at `remaining` days before its end, or at its end. */
const rung = z.strictObject({ id: word, remaining: z.int().nonnegative() })

const dayCounts = z.enum(['counts', 'not-counted'])

const term = z.strictObject({
  ...termFields,
  ladder: z.array(rung),
  /** Whether the day on which the term stops, and the one on which it goes on, are counted. */
  pauseDay: dayCounts.optional(),
  resumeDay: dayCounts.optional(),
})

/** A case lives under the version of the procedure that it was born with, until it is told to go on under another. */
const opened = z.strictObject({
  caseId,
  procedure: word,
  procedureVersion: z.int(),
  family: word,
  kind: word,
  state: word,
  channel: word,
  receivedAt: instant,
  theme: word.optional(),
  product: word.optional(),
  /** The terms that run on it, as its procedure says; the clock service counts them. */
  terms: z.array(term),
  recordedBy: recordedBy.optional(),
})

const linked = z.strictObject({ caseId, other: caseId, link: word, on: localDate })

const mergedAnswered = z.strictObject({ caseId, with: caseId, on: localDate })

export const routingEvents = {
  'ventanilla.routing.CaseOpened.v1': opened,
  /**
   * Its terms may run in months or hours. `remaining` of a rung is in hours, of a term in hours, and in days of all
   * others.
   */
  'ventanilla.routing.CaseOpened.v2': opened.extend({
    terms: z.array(term.extend({ unit: termUnit })),
  }),
  'ventanilla.routing.CaseAssigned.v1': z.strictObject({
    caseId,
    area: word,
    level: z.int().min(1).max(3),
    officer: word.optional(),
    /** Which rule of the procedure's typification tree, or 'by-hand'. */
    rule: word,
  }),
  'ventanilla.routing.CaseMoved.v1': z.strictObject({
    caseId,
    transition: word,
    from: word,
    to: word,
    reason: word,
    /** What the new state does to the clocks of the case. */
    clock: z.enum(['runs', 'stops', 'ends']),
    final: z.boolean(),
    on: localDate,
    /** How a term that was over goes on: the first due date stands, the days left run, or a new term starts. */
    reopens: z.enum(['original-due', 'remaining-days', 'new-term']).optional(),
    noteRef: textRef.optional(),
    flags: flags.optional(),
    recordedBy: recordedBy.optional(),
  }),
  /** The substantive answer (respuesta de fondo): an acknowledgement or an interim answer is none. */
  'ventanilla.routing.CaseAnswered.v1': z.strictObject({
    caseId,
    outcome: outcome.optional(),
    on: localDate,
    textRef: textRef.optional(),
    flags,
    recordedBy: recordedBy.optional(),
  }),
  /** What the case is about, or how it ended, was set or put right. */
  'ventanilla.routing.CaseClassified.v1': z.strictObject({
    caseId,
    theme: word.optional(),
    product: word.optional(),
    outcome: outcome.optional(),
  }),
  /** What was answered in the fields of a form that indicators count: numbers, or yes or no. Answered again, all of them. */
  'ventanilla.routing.CaseMeasured.v1': z.strictObject({
    caseId,
    form: word,
    values: z.record(word, z.union([z.number(), z.boolean()])),
    on: localDate,
  }),
  /** It goes on under another version of its procedure. Its terms stay as they are; its state may have another name. */
  'ventanilla.routing.CaseMigrated.v1': z.strictObject({
    caseId,
    procedure: word,
    fromVersion: z.int(),
    procedureVersion: z.int(),
    from: word,
    state: word,
    on: localDate,
    noteRef: textRef.optional(),
  }),
  /**
   * Whether it is attended before others (Ley 1437 de 2011, art. 20): asked for, granted, refused, or taken back after it
   * was granted. Its terms stay as they are. `ground` is one of its procedure's; absent too when that is sensitive.
   */
  'ventanilla.routing.CasePrioritySet.v1': z.strictObject({
    caseId,
    is: z.enum(['asked', 'granted', 'refused', 'withdrawn']),
    ground: word.optional(),
    on: localDate,
  }),
  /**
   * A person found it to be the same matter as `into`, which was received first and goes on for both: this one rests,
   * and its terms with it, as of this instant.
   */
  'ventanilla.routing.CaseMerged.v1': z.strictObject({ caseId, into: caseId, on: localDate }),
  /** It was no such thing: the case goes on by itself as if it had never rested. The time meanwhile counts. */
  'ventanilla.routing.CaseUnmerged.v1': z.strictObject({ caseId, from: caseId, on: localDate }),
  /** Another case was merged into this one, which goes on for both. */
  'ventanilla.routing.CaseAbsorbed.v1': z.strictObject({ caseId, merged: caseId, on: localDate }),
  /** A case that had been merged into this one goes on by itself again. */
  'ventanilla.routing.CaseReleased.v1': z.strictObject({ caseId, released: caseId, on: localDate }),
  /** What it is to another case ('tutela-de', 'sigue-a' …), which is told the same: `to` is what the link leads to. */
  'ventanilla.routing.CaseLinked.v1': linked.extend({ side: z.enum(['from', 'to']) }),
  'ventanilla.routing.CaseUnlinked.v1': linked,
  /** The case that this one was merged into was answered: whoever filed this one has their answer with it. */
  'ventanilla.routing.MergedCaseAnswered.v1': mergedAnswered,
  /** `textRef`: the answer that both were given, under the key of the person of the case that was answered. */
  'ventanilla.routing.MergedCaseAnswered.v2': mergedAnswered.extend({ textRef: textRef.optional() }),
}
