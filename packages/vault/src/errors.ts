const MESSAGES = {
  'subject-erased': 'Los datos de esta persona fueron suprimidos y no se pueden guardar otros a su nombre',
  'master-key-wrong': 'La clave maestra no es la de esta bóveda',
  'master-key-invalid': 'La clave maestra debe tener 32 bytes',
  'master-key-file-invalid': 'El archivo de la clave maestra no contiene 64 dígitos hexadecimales',
  'record-altered': 'Un dato guardado en la bóveda fue alterado o cambiado de lugar',
  'sealed-altered': 'Un contenido sellado fue alterado o es de otra persona',
  'key-altered': 'La clave de una persona fue alterada o cambiada de lugar',
  'record-invalid': 'El dato no se puede guardar: su referencia, entidad, clase o valor no es válido',
  'document-invalid': 'El documento de identidad está vacío',
  'erasure-invalid': 'Una supresión necesita quién la pide, por qué y cuándo',
} as const

export type VaultErrorCode = keyof typeof MESSAGES

/** Every code that this package gives. */
export const vaultErrorCodes = Object.keys(MESSAGES) as VaultErrorCode[]

/**
 * What the vault won't or can't do. It never holds a value: `about` is the ref or the subject, an id of ours.
 */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode
  readonly about?: string

  constructor(code: VaultErrorCode, about?: string) {
    super(MESSAGES[code])
    this.code = code
    if (about !== undefined) this.about = about
  }
}
