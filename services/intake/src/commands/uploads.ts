import type { Uploaded } from '../domain/filing.ts'

/** A file, and the subject of its key: one of its own until a filing links it to a person. */
export type Upload = Uploaded

/** A file of a case, and the instant at which it came. */
export type CaseUpload = Omit<Upload, 'subject'> & { uploadedAt: string }

/** Which files were uploaded, and which cases have them. */
export interface Uploads {
  /** @returns what another upload under the same claim left before, if there was one; then nothing is recorded */
  record(
    upload: Upload & { uploadedBy: string; claim?: { key: string; digest: string } },
  ): Promise<(Upload & { digest: string }) | undefined>
  find(refs: readonly string[]): Promise<Map<string, Upload>>
  /** From now on the files are kept for this case. Repeatable. */
  attach(refs: readonly string[], to: { caseId: string; entity: string }): Promise<void>
  /** The files of a case, in the order in which they were uploaded. */
  ofCase(caseId: string): Promise<CaseUpload[]>
  attachedTo(ref: string): Promise<{ caseId: string; entity: string }[]>
  /** Those that nobody has uploaded or asked for since, with the cases that were to have them; by ref, in pages. */
  idleSince(instant: string, after: string, limit: number): Promise<{ ref: string; cases: string[] }[]>
  /** False when a filing has asked for it meanwhile. */
  forget(ref: string, idleSince: string): Promise<boolean>
}
