const MESSAGES = {
  'file-too-large': 'El archivo supera el tamaño permitido',
  'file-altered': 'El archivo guardado no es el que se recibió: sus bytes cambiaron',
} as const

export type FileErrorCode = keyof typeof MESSAGES

/** Every code that this package gives. */
export const fileErrorCodes = Object.keys(MESSAGES) as FileErrorCode[]

/** A file that can't be stored or given back. Its message names no content and no file name. */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly code: FileErrorCode

  constructor(code: FileErrorCode, options?: ErrorOptions) {
    super(MESSAGES[code], options)
    this.code = code
  }
}
