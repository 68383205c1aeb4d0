/** Mobile numbers of Colombia: ten digits, the first a 3. @source Plan nacional de numeración, NDC 3XX */
const MOBILE = /^(?:(?:\+|00)?57)?3\d{9}$/
/** What people write between digits. */
const BETWEEN_DIGITS = /[\s.()-]/g

/** A number without what people write between its digits. */
export const phoneDigits = (phone: string): string => phone.replace(BETWEEN_DIGITS, '')

/** @param digits as `phoneDigits` gives them */
export const isMobile = (digits: string): boolean => MOBILE.test(digits)
