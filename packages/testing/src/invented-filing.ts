/**
 * What an adapter posts to file for a person who exists nowhere: `.invalid` can't be anybody's address (RFC 2606).
 * @param key says who it is, by its last nine digits too: other digits are another person
 */
export const inventedFiling = (key: string) => ({
  entity: 'icetex',
  procedure: 'pqrsd',
  kind: 'queja',
  channel: 'virtual',
  person: {
    documentType: 'CC',
    documentNumber: `1${key.replace(/\D/g, '').slice(-9).padStart(9, '0')}`,
    firstNames: 'Peticionario',
    lastNames: `de la prueba ${key}`,
    email: `${key}@correo.invalid`,
  },
  subject: 'Demora en el giro',
  text: `No he recibido el giro (${key}).`,
})
