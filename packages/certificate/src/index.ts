export {
  type Certificate,
  type DaysCertificate,
  signedSchema,
  stateInWords,
  type WideCertificate,
} from './certificate.ts'
export { type CertificateKeys, certificateKeys, newKeyFile, publicKeysSchema } from './keys.ts'
export { recount } from './recount/recount.ts'
export { trustedKeys, type Verdict, verifyCertificate } from './verify.ts'
