import { z } from 'zod'
import { caseId, instant, personRef, recordedBy, textRef, unit, word } from '../shapes.ts'

export const intakeEvents = {
  /** Something came in. What it says of persons is in the vault. */
  'ventanilla.intake.FilingReceived.v1': z.strictObject({
    caseId,
    procedure: word,
    kind: word,
    channel: word,
    /** anonymous: nobody is known. reserved: who it is, is known to intake alone (Ley 1712/2014 art. 4 par.). */
    mode: z.enum(['named', 'anonymous', 'reserved']),
    receivedAt: instant,
    /**
     * Whose key it lies under: the same for all that one person files, and of this filing alone where the identity is
     * reserved. Nothing can be read by it.
     */
    personRef: personRef.optional(),
    /**
     * What the person said of themselves with this filing (names, e-mail …), to be read from the vault. Never that
     * of an earlier one: whoever knows a document number could have filed under it with an e-mail of their own.
     */
    contactRef: textRef.optional(),
    textRef: textRef.optional(),
    theme: word.optional(),
    product: word.optional(),
    attachments: z.array(
      z.strictObject({ ref: z.string(), bytes: z.int(), mediaType: z.string().optional() }),
    ),
    /** The term that another system gave it, in place of its kind's. */
    term: z.strictObject({ amount: z.int().positive(), unit }).optional(),
    recordedBy: recordedBy.optional(),
    externalRef: word.optional(),
    /** HMAC of the tracking code: recognises the code, doesn't tell it. */
    trackingHash: z.string(),
    /** What says nothing of persons: `point` and `turn` of who was attended in person. */
    form: z.record(z.string(), z.json()).optional(),
  }),
  /** It has its radicado (Acuerdo AGN 001/2024): consecutive in the entity and the year, never given twice. */
  'ventanilla.intake.FilingNumbered.v1': z.strictObject({
    caseId,
    radicado: word,
    number: z.int().positive(),
    series: word,
    numberedAt: instant,
  }),
  /** It was kept, but it can't be read as a filing yet. */
  'ventanilla.intake.FilingQuarantined.v1': z.strictObject({
    caseId,
    reason: word,
    receivedAt: instant,
  }),
}
