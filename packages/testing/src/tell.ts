/** Which server the tests use, and what was passed over: said aloud, since a test that passes on another proves less. */
export const tell = (text: string) => process.stderr.write(`ventanilla: ${text}\n`)
