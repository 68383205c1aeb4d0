import type { Json } from '@ventanilla/decider'

/** One piece of personal data. Every id is a lowercase UUID. */
export interface VaultRecord {
  /** What events carry in its place. */
  ref: string
  /** Whose key it is sealed under: a person, or an envelope that nobody has interpreted yet. */
  subject: string
  entity: string
  kind: string
  value: Json
}

export interface ErasureOrder {
  /** Who asks for it; an id, as in an event. */
  actor: string
  /** Why, in words that hold no personal data: it is kept for ever. */
  reason: string
  /** ISO instant. */
  at: string
}

export interface Erasure extends ErasureOrder {
  subject: string
  /** The subject whose erasure took this one with it; itself when it was the one asked for. */
  askedFor: string
}

export interface SweepOrder {
  /** ISO instant; what was put (or put again) at it or later is left alone. */
  olderThan: string
  /**
   * ISO instant; what was put before it is not looked at, since an earlier sweep did. Absent = everything.
   */
  since?: string
  /**
   * Only records of these kinds: what one service puts, another knows nothing of, and must not take for an orphan.
   * Absent = every kind.
   */
  kinds?: readonly string[]
  /** Which of these refs some event carries. Asked for at most 500 at a time. */
  known(refs: string[]): Promise<Set<string>>
}

/**
 * Personal data by reference. Throws VaultError with a code; its message never holds a value.
 */
export interface Vault {
  /**
   * All of the records durably, or none. The same ref again keeps the first, so a repeat is safe; keys are
   * made on demand. Calls that come while another is on its way go together in the next statement.
   * @throws `subject-erased`, `record-invalid`
   */
  put(records: readonly VaultRecord[]): Promise<void>
  /** Undefined when it isn't there, or was erased. @throws `record-altered`, `key-altered` */
  get(ref: string): Promise<Json | undefined>
  /** Those of `refs` that are there and not erased. @throws `record-altered`, `key-altered` */
  getMany(refs: readonly string[]): Promise<Map<string, Json>>

  /** Bytes sealed under a subject's key, to be kept elsewhere. 29 bytes longer. @throws `subject-erased` */
  seal(subject: string, plaintext: Uint8Array): Promise<Uint8Array>
  /** Undefined when the subject was erased, or never had a key. @throws `sealed-altered`, `key-altered` */
  open(subject: string, sealed: Uint8Array): Promise<Uint8Array | undefined>

  /** From now on `envelope` is erased with `person`. Repeatable. @throws `subject-erased` when either is. */
  link(envelope: string, person: string): Promise<void>
  /**
   * Destroys the key of `subject` and of the envelopes linked to it, with their records; an entry in the
   * audit stays for each. Resolves to everything that went with `subject`, the same when it is asked again.
   */
  erase(subject: string, order: ErasureOrder): Promise<string[]>
  erasures(subject: string): Promise<Erasure[]>

  /**
   * The same person of the same entity always has the same reference, and nobody without the master key can
   * tell whose it is or try documents until one fits. @throws `document-invalid`
   */
  personRefFor(entity: string, documentType: string, documentNumber: string): string

  /**
   * Removes records that no event refers to: their filing broke off between the vault and the log. Putting a
   * record again makes it young again, so a filing that is being repeated right now loses nothing.
   */
  sweepOrphans(order: SweepOrder): Promise<{ examined: number; removed: number }>

  /**
   * Wraps every key under a new master key and retires the old one. May be cut short and asked again. Other
   * processes go on meanwhile if they were opened with both keys (`otherMasterKeys`).
   */
  rewrap(newMaster: Uint8Array): Promise<{ version: number; rewrapped: number }>
}
