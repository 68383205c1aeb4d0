import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** Crockford's base 32: no I, L, O or U, so that a code survives being read aloud and written by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BYTES = 10
/** Characters of a group. */
const GROUP = 4

/**
 * The code that a person follows a filing with: 80 bits in four groups, 'K7Q2-9XWB-0M4T-HRZ6'. Derived, so that
 * whoever repeats a request gets the same one; shown in its answer and nowhere else.
 * @param secret at least 32 bytes that only intake and who checks codes know
 */
export function trackingCode(secret: string | KeyObject, caseId: string): string {
  const bytes = createHmac('sha256', secret).update(`tracking code ${caseId}`).digest().subarray(0, BYTES)
  let code = ''
  let letters = 0
  let rest = 0
  let bits = 0
  for (const byte of bytes) {
    rest = (rest << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) {
      if (letters > 0 && letters % GROUP === 0) code += '-'
      code += ALPHABET.charAt((rest >> (bits - 5)) & 31)
      letters += 1
    }
    rest &= (1 << bits) - 1
  }
  return code
}

/**
 * What is stored in place of a code (64 hexadecimal digits): recognises it and doesn't tell it. Takes a code as
 * people write it, in any case, with or without hyphens and spaces, O for 0, I or L for 1.
 */
export function trackingHash(secret: string | KeyObject, code: string): string {
  return createHmac('sha256', secret)
    .update(`tracking hash ${canonical(code)}`)
    .digest('hex')
}

/** The secret of an installation that was given none: derived from the vault's master key, and never the key itself. */
export function trackingSecret(masterKey: Uint8Array): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'ventanilla tracking 1', 32)))
}

function canonical(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}
