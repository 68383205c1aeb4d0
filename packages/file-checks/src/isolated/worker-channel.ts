/** Where the process that reads a file writes what came of it; standard output is anybody's that it loads. */
export const RESULT_FD = 3
/** Where the cleaned document goes. */
export const CONTENT_FD = 4
