const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Behind an escape: they take two septets. */
const EXTENDED = new Set('\f^{}\\[~]|€')

/** Septets of a character in the default alphabet of SMS, undefined when it isn't there. @source 3GPP TS 23.038, 6.2.1 */
export function septetsOf(character: string): 1 | 2 | undefined {
  if (BASIC.has(character)) return 1
  return EXTENDED.has(character) ? 2 : undefined
}
