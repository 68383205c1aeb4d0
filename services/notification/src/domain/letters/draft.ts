/** A piece of a letter, as plain text; how it looks is for who renders it. */
export type Block =
  | { paragraph: string }
  | { heading: string }
  /** Label and value. */
  | { facts: readonly (readonly [string, string])[] }
  /** What a person of the entity wrote, with its own lines. */
  | { quote: string }
  | { link: string }

export interface Draft {
  subject: string
  blocks: readonly Block[]
}

/** What a letter needs beside its own facts. */
export interface Around {
  entity: string
  /** The words that were approved for this letter; absent: ours. */
  approved?: string | undefined
  /** Name of the procedure. */
  procedure?: string | undefined
  /** The instant that the letter is of. */
  date?: string | undefined
  /** Name of the kind of request; absent when no procedure has it any more. */
  kind?: string | undefined
  /** How the person is called; absent when it isn't known. */
  person?: string | undefined
  /** The answer, or the reasons of an extension; absent when another system kept it to itself. */
  text?: string | undefined
  /** The number of the filing that goes on for this one, of the letter that tells so. */
  goesOnUnder?: string | undefined
  /** Where a request can be followed. */
  followUrl?: string | undefined
}
