const MiB = 1024 * 1024

/**
 * What a check never goes beyond, whatever a file asks for. These are no rules of a procedure: they keep a hostile file
 * from taking the machine, and lie far above what anybody publishes.
 */
export const bounds = {
  /** Of a file that has to be held whole: an image, a PDF, a workbook. */
  heldBytes: 64 * MiB,
  /** Rows of one list. */
  rows: 1_000_000,
  /** Of one line of a list, or of a record that spans several. */
  rowChars: 64 * 1024,
  rowLines: 20,
  columns: 1024,
  /** Parts of a ZIP, and what all that is unpacked of it may come to. */
  zipParts: 20_000,
  unpackedBytes: 512 * MiB,
  /** Of one part that has to be held whole. */
  partBytes: 64 * MiB,
  /** Of the texts that a workbook's cells share, which are held while its rows go by. */
  sharedTextBytes: 128 * MiB,
  pages: 20_000,
  /** Of processor time and of memory, for the process in which a file is read. */
  cpuSeconds: 60,
  memoryBytes: 768 * MiB,
} as const

export type Bounds = { readonly [Name in keyof typeof bounds]: number }
