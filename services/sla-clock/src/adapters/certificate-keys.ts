import { type CertificateKeys, certificateKeys, newKeyFile } from '@ventanilla/certificate'
import { keptJson, SecretFileError } from '@ventanilla/runtime'

/**
 * The keys that certificates are signed with, made the first time and then kept.
 * @throws SecretFileError when others may read the file, or when it holds something else
 */
export async function loadCertificateKeys(file: string): Promise<CertificateKeys> {
  const keys = await certificateKeys(await keptJson(file, newKeyFile))
  if (!keys) throw new SecretFileError(`${file} no contiene claves para firmar certificados que sirvan`)
  return keys
}
