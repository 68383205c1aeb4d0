/** A row of a list as it stands there: its cells, or why there are none. */
export type Row =
  | {
      /** As whoever has the file open sees it numbered. */
      readonly line: number
      readonly cells: readonly string[]
      /** Cells that hold an error of the spreadsheet. */
      readonly faulty?: readonly number[]
    }
  | { readonly line: number; readonly fault: 'quote' | 'too-long' }
